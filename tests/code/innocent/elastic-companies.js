export const search = (client, q) =>
  client.search({ index: "companies", body: { query: { bool: { must: [{ match: { name: q } }], filter: [{ range: { founded: { gte: "now-1d" } } }] } }, size: 5 } });
