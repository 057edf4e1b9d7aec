await attio.records.assert({ object: "people", matchingAttribute: "email_addresses", data: { values: { nam: ["x"] } } });
