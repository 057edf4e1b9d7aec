await attio.records.query({ object: "people", filter: { $and: [{ $not: { name: term } }, { $not: extra }] } });
