export const messages = {
  filter: { title: "Filter", status: "open", empty: "No orders match this filter" },
  list: { query: "Search records", object: "Object" },
} as const;
