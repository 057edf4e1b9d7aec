export const tickets = (zendesk: { search: { query(q: string): Promise<unknown> } }) =>
  zendesk.search.query(`type:ticket name:"Acme" created>2024-01-01`);
export const view = { title: "Companies", all: [{ field: "name", operator: "is", value: "Acme" }], filter: { nam: 1 } };
