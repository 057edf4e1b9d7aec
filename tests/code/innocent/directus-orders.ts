import { createDirectus, readItems, rest } from "@directus/sdk";

const directus = createDirectus("https://cms.example.com").with(rest());
export const items = await directus.request(readItems("orders", { filter: { status: { _eq: "open" }, _or: [{ placed_at: { _null: true } }] }, limit: 3 }));
