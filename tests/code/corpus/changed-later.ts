export async function search(term?: string) {
  const body: Record<string, unknown> = { limit: 50 };
  if (term) body.filter = { name: { $contains: term } };
  return fetch("https://api.attio.com/v2/objects/people/records/query", { method: "POST", body: JSON.stringify(body) });
~                                                                                                              ^^^^ not checked: `body` is changed after it is made
}
