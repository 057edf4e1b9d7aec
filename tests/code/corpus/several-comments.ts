// attioql: people
// those who decide
/* attioql: ignore[contradiction] as it comes */
const q = { $and: [{ job_title: "CEO" }, { job_title: "CTO" }], nam: "x" };
~                                                               ^^^ unknown-attribute, with a fix

// Attio: the same again
// attioql: deals
~^^^^^^^^^^^^^^^^^ not checked: no object or string follows this comment

const late = { nam: "x" };

export const r = (attio: Attio, object: string) =>
  // attioql: companies
  // whose names we know
  attio.records.query({ object, filter: { domain: "x" } });
~                                         ^^^^^^ unknown-attribute, with a fix
