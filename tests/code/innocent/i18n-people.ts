export const messages = {
  filter: { title: "Filter", job_title: "chef", empty: "No people match this filter" },
  list: { query: "Search records", object: "Object" },
} as const;
