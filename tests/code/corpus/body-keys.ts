export const q = (attio: Attio, cursor?: string) =>
  fetch("https://api.attio.com/v2/objects/people/records/query", {
    method: "POST",
    body: JSON.stringify({ filter: { name: "Ada", limit: 5 }, sort: [{ attribute: "name" }], page_size: 5, cursor }),
~                                                 ^^^^^ misplaced-key
~                                                             ^^^^ unknown-body-key
~                                                                                            ^^^^^^^^^ unknown-body-key, with a fix
~                                                                                                          ^^^^^^ unknown-body-key
  });
