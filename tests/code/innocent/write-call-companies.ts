// creates a record, and asks for nothing
await fetch("https://api.attio.com/v2/objects/companies/records", {
  method: "POST",
  body: JSON.stringify({ data: { values: { name: [{ value: "Acme" }], filter: { nam: 1 } } } }),
});
await fetch("https://api.attio.com/v2/notes?limit=5&parent_object=companies");
