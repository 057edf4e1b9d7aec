export const search = (qdrantClient: Client, vector: number[]) =>
  qdrantClient.query("people", { query: vector, filter: { must: [{ key: "nam", match: { value: "x" } }] }, with_payload: true });
export const entries = (strapi: Strapi) => strapi.query("companies", { filters: { nam: { $eq: "x" } } });
export const records = (client: Client) => client.query("deals", { filter: "valu > 5 && stge = 'x'" });
export const rows = (client: Client) => client.query("users", { filter: ["nam", "=", "x"], limit: 5 });
export const other = (client: Client) => client.query("orders", { filter: { nam: "x" } });
export const known = (db: Database) => db.query("people", { filter: { nam: "x" } });
export const named = (query: Query) => query("people", { filter: { nam: "x" } });
export const asked = (client: Apollo) => client.query("workspaces", { variables: { filter: { nam: "x" } } });
