export const mine = async (linear) =>
  linear.issues({ filter: { assignee: { email: { eq: "tom@example.com" } }, labels: { name: { in: ["Acme"] } } }, first: 5 });
export const companiesQuery = async (linear) => linear.client.rawRequest("query { companies { nodes { id } } }", { filter: { name: { eq: "Acme" } } });
