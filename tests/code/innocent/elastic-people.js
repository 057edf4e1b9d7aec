export const search = (client, q) =>
  client.search({ index: "people", body: { query: { bool: { must: [{ match: { job_title: q } }], filter: [{ range: { created_at: { gte: "now-1d" } } }] } }, size: 5 } });
