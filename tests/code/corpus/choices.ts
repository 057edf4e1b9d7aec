export const search = (attio: Attio, exact: boolean, term: string) =>
  attio.records.query({
    object: "people",
    filter: exact ? { name: term } : { name: { $contains: term } },
~                           ^^^^ in part: `term` is a variable
~                                                         ^^^^ in part: `term` is a variable
  });

export const other = (attio: Attio, exact: boolean, term: string) =>
  attio.records.query({
    object: "people",
    filter: { $or: [exact ? { name: term } : { job_title: term }, { jobtitle: term }] },
~                                   ^^^^ in part: `term` is a variable
~                                                                   ^^^^^^^^ unknown-attribute, with a fix
  });

export const nested = (attio: Attio, kind: string, term: string) =>
  attio.records.query({
    object: "people",
    filter: kind === "a" ? { nam: term } : kind === "b" ? { jobtitle: "x" } : undefined,
~                            ^^^ unknown-attribute, with a fix
~                                 ^^^^ in part: `term` is a variable
~                                                           ^^^^^^^^ unknown-attribute, with a fix
  });

export const values = (attio: Attio, exact: boolean, first: boolean) =>
  attio.records.query({
    object: "deals",
    filter: { stage: first ? "leed" : "Lead", value: exact ? { $gt: 5 } : { $gtt: 5 }, ...(first ? { nam: 1 } : {}) },
~                            ^^^^^^ unknown-option, with a fix
~                                                                           ^^^^ invented-operator, with a fix
~                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in part: `...(first ? { nam: 1 } : {})` adds members
  });

export const apart = (attio: Attio, low: boolean, high: boolean) =>
  attio.records.query({
    object: "deals",
    filter: { $and: [low ? { value: { $lt: 3 } } : {}, high ? { value: { $gt: 5 } } : {}] },
  });

const BY_KIND = large ? { value: { $gt: 5, $lt: 3 } } : { valu: { $lt: 5 } };
~                         ^^^^^ contradiction
~                                                         ^^^^ unknown-attribute, with a fix
const body = all ? null : JSON.stringify({ filter: { stge: "Lead" } });
~                                                    ^^^^ unknown-attribute, with a fix
fetch("https://api.attio.com/v2/objects/deals/records/query", { method: "POST", body });
fetch("https://api.attio.com/v2/objects/deals/records/query", { method: "POST", body: JSON.stringify({ filter: BY_KIND }) });
axios.post("https://api.attio.com/v2/objects/deals/records/query", old ? { filter: { stge: "x" } } : { filter: { valu: 5 } });
~                                                                                    ^^^^ unknown-attribute
~                                                                                                                ^^^^ unknown-attribute, with a fix
axios.post("https://api.attio.com/v2/objects/deals/records/query", old ? build(1) : build(2));
~                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^ not checked: `old ? build(1) : build(2)` is one of two values
axios.post("https://api.attio.com/v2/objects/deals/records/query", old ? '{"filter": {"stge": "x"}}' : `{"filter": {}}`);
~                                                                                     ^^^^^^ unknown-attribute
~                                                                                                        ^^^^^^^^ empty-filter
attio.records.query(old ? { object: "deals", filter: { stge: "x" } } : { object: "people", filter: { nam: "x" } });
~                                                      ^^^^ unknown-attribute
~                                                                                                    ^^^ unknown-attribute, with a fix
attio.records.query({ object: old ? "deals" : "people", filter: { name: "x" } });
~                                                               ^^^^^^^^^^^^^ not checked: its object or list is computed, `old ? "deals" : "people"`; name it in a comment, `// attioql: people`

// attioql: people
const marked = kind === "a" ? { nam: "x" } : { jobtitle: "y" };
~                               ^^^ unknown-attribute, with a fix
~                                              ^^^^^^^^ unknown-attribute, with a fix

// attioql: people
const text = kind === "a" ? 'nam = "x"' : 'jobtitle = "y"';
~                            ^^^ unknown-attribute, with a fix
~                                          ^^^^^^^^ unknown-attribute, with a fix

export const deep = (attio: Attio) =>
  attio.records.query({ object: "people", filter: a ? { $or: [b ? { nam: "x" } : { jobtitle: "y" }, { name: c ? d : null }] } : {} });
~                                                                   ^^^ unknown-attribute, with a fix
~                                                                                  ^^^^^^^^ unknown-attribute, with a fix
~                                                                                                               ^ in part: `d` is a variable

attio.records.query(
  a ? (b ? { object: "deals", filter: { stge: "x" } } : { object: "deals", filter: { valu: 5 } }) : { object: "people", filter: { nam: "x" } },
~                                       ^^^^ unknown-attribute
~                                                                                    ^^^^ unknown-attribute, with a fix
~                                                                                                                                 ^^^ unknown-attribute, with a fix
);
