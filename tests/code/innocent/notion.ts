// copies Attio people to Notion
export const pages = (notion: Client) =>
  notion.databases.query({ database_id: "x", filter: { property: "Name", title: { contains: "Ada" } } });
