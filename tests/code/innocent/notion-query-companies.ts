import { Client } from "@notionhq/client";

const notion = new Client({ auth: process.env.NOTION_TOKEN });
export const rows = await notion.databases.query({
  database_id: process.env.Companies_DB!,
  filter: { and: [{ property: "name", select: { equals: "Acme" } }, { property: "founded", date: { past_month: {} } }] },
  sorts: [{ property: "founded", direction: "descending" }],
});
