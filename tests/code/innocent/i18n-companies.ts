export const messages = {
  filter: { title: "Filter", name: "Acme", empty: "No companies match this filter" },
  list: { query: "Search records", object: "Object" },
} as const;
