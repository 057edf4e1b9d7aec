export const tickets = (zendesk: { search: { query(q: string): Promise<unknown> } }) =>
  zendesk.search.query(`type:ticket job_title:"chef" created>2024-01-01`);
export const view = { title: "People", all: [{ field: "job_title", operator: "is", value: "chef" }], filter: { nam: 1 } };
