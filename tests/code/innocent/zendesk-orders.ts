export const tickets = (zendesk: { search: { query(q: string): Promise<unknown> } }) =>
  zendesk.search.query(`type:ticket status:"open" created>2024-01-01`);
export const view = { title: "Orders", all: [{ field: "status", operator: "is", value: "open" }], filter: { nam: 1 } };
