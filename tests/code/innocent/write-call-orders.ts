// creates a record, and asks for nothing
await fetch("https://api.attio.com/v2/objects/orders/records", {
  method: "POST",
  body: JSON.stringify({ data: { values: { status: [{ value: "open" }], filter: { nam: 1 } } } }),
});
await fetch("https://api.attio.com/v2/notes?limit=5&parent_object=orders");
