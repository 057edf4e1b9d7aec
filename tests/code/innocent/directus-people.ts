import { createDirectus, readItems, rest } from "@directus/sdk";

const directus = createDirectus("https://cms.example.com").with(rest());
export const items = await directus.request(readItems("people", { filter: { job_title: { _eq: "chef" }, _or: [{ created_at: { _null: true } }] }, limit: 3 }));
