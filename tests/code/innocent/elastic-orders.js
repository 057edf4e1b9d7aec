export const search = (client, q) =>
  client.search({ index: "orders", body: { query: { bool: { must: [{ match: { status: q } }], filter: [{ range: { placed_at: { gte: "now-1d" } } }] } }, size: 5 } });
