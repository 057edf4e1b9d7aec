export async function query(attio: Attio, object: string, filter: unknown) {
  await attio.records.query({ object, filter: { name: "Ada" } });
~                                             ^^^^^^^^^^^^^^^ not checked: its object or list is computed, `object`; name it in a comment, `// attioql: people`
  await fetch(`https://api.attio.com/v2/objects/${object}/records/query`, {
    method: "POST",
    body: JSON.stringify({ filter }),
~                          ^^^^^^ not checked: `filter` is a variable
  });
  return fetch("https://api.attio.com/v2/objects/people/records/query", {
    method: "POST",
    body: JSON.stringify({ filter, limit: 20, sorts: [{ attribute: "created", direction: "asc" }] }),
~                          ^^^^^^ not checked: `filter` is a variable
~                                                                  ^^^^^^^^^ unknown-attribute, with a fix
  });
}
