await fetch("https://api.attio.com/v2/objects/people/records/query", {
  method: "POST",
  body: JSON.stringify({ filter: { email_addresses: { $eq: email } }, sorts: [{ attribute: "created_at", direction: "asc" }], limit, offset }),
});
