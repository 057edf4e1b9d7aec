export const q = (attio: Attio) =>
  attio.records.query({ object: "people", filter: { nam: "Ada", job_title: } });
~                                                   ^^^ unknown-attribute, with a fix
~                                                                         ^ in part: it cannot be parsed
~                                                                         ^ unparsed-code
