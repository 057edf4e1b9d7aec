export const mine = async (linear) =>
  linear.issues({ filter: { assignee: { email: { eq: "tom@example.com" } }, labels: { name: { in: ["chef"] } } }, first: 5 });
export const peopleQuery = async (linear) => linear.client.rawRequest("query { people { nodes { id } } }", { filter: { job_title: { eq: "chef" } } });
