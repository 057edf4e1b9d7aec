await attio.records.query({
  object: "people",
  filter: { path: [["people", "company"], ["companies", "domains"]], constraints: { domain: { $eq: domain } } },
});
