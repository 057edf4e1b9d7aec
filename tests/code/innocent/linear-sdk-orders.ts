export const mine = async (linear) =>
  linear.issues({ filter: { assignee: { email: { eq: "tom@example.com" } }, labels: { name: { in: ["open"] } } }, first: 5 });
export const ordersQuery = async (linear) => linear.client.rawRequest("query { orders { nodes { id } } }", { filter: { status: { eq: "open" } } });
