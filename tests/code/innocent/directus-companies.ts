import { createDirectus, readItems, rest } from "@directus/sdk";

const directus = createDirectus("https://cms.example.com").with(rest());
export const items = await directus.request(readItems("companies", { filter: { name: { _eq: "Acme" }, _or: [{ founded: { _null: true } }] }, limit: 3 }));
