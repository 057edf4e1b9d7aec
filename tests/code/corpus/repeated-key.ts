export const q = (attio: Attio) =>
  attio.records.query({ object: "people", filter: { job_title: "CEO", nam: "Ada", job_title: { $contains: "CTO" } } });
~                                                   ^^^^^^^^^ duplicate-key
~                                                                     ^^^ unknown-attribute, with a fix
