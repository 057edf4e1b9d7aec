// attioql: people
const a = await load({ object: slug, filter: { nam: "x" }, retries: 3 });
~                                              ^^^ unknown-attribute, with a fix

const b = await crm.get(
  // attioql: companies
  { object: slug, filter: { domain: "x" }, cache: true },
~                           ^^^^^^ unknown-attribute, with a fix
);

// attioql: deals
export const job = { list: "open", filter: { stge: "Lead" }, every: "1h" };
~                                            ^^^^ unknown-attribute, with a fix

// attioql: people
const c = all({ path: { object: slug }, body: { filter: { job: "CEO" }, limit: 10 } });
~                                                         ^^^ unknown-attribute

// attioql: people
const d = load({ object: slug, filter: chosen, retries: 3 });
~                                      ^^^^^^ not checked: `chosen` is a variable

const attio = 1;
