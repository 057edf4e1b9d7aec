export async function search(attio: Attio, term?: string) {
  const conditions: unknown[] = [{ job_title: "CEO" }];
  if (term) conditions.push({ name: { $contains: term } });
  return attio.records.query({ object: "people", filter: { $and: conditions, job: "x" } });
~                                                                ^^^^^^^^^^ in part: `conditions` is changed after it is made
~                                                                            ^^^ unknown-attribute
}
