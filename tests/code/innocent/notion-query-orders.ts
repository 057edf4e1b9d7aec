import { Client } from "@notionhq/client";

const notion = new Client({ auth: process.env.NOTION_TOKEN });
export const rows = await notion.databases.query({
  database_id: process.env.Orders_DB!,
  filter: { and: [{ property: "status", select: { equals: "open" } }, { property: "placed_at", date: { past_month: {} } }] },
  sorts: [{ property: "placed_at", direction: "descending" }],
});
