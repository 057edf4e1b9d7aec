fetch("https://api.attio.com/v2/objects/deals/records/query", {
  method: "POST",
  body: JSON
    .stringify({ filter: { stge: "Lead" } }),
~                          ^^^^ unknown-attribute, with a fix
});
