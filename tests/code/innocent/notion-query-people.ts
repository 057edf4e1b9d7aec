import { Client } from "@notionhq/client";

const notion = new Client({ auth: process.env.NOTION_TOKEN });
export const rows = await notion.databases.query({
  database_id: process.env.People_DB!,
  filter: { and: [{ property: "job_title", select: { equals: "chef" } }, { property: "created_at", date: { past_month: {} } }] },
  sorts: [{ property: "created_at", direction: "descending" }],
});
