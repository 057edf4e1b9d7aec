const a = await fetch(`${BASE}/v2/objects/peeple/records/query`, { method: "POST", body: JSON.stringify({ filter: { name: "x" } }) });
~                                         ^^^^^^ unlisted-target, with a fix
~                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^ not checked: `peeple` is not a standard object; `--workspace FILE` says which objects and lists there are
const b = await attio.records.query({ object: "company", filter: { domains: "x.com" } });
~                                              ^^^^^^^ unlisted-target, with a fix
~                                                                ^^^^^^^^^^^^^^^^^^^^ not checked: `company` is not a standard object; `--workspace FILE` says which objects and lists there are
const c = await attio.records.query({ object: "boats", filter: { name: "x" } });
~                                                              ^^^^^^^^^^^^^ not checked: `boats` is not a standard object; `--workspace FILE` says which objects and lists there are
const d = await attio.entries.query({ list: "deal", filter: { name: "x" } });
~                                                           ^^^^^^^^^^^^^ not checked: `deal` is not a standard object; `--workspace FILE` says which objects and lists there are

// attioql: companys
~           ^^^^^^^^ unlisted-target, with a fix
export const query = { domains: "x.com" };
~                    ^^^^^^^^^^^^^^^^^^^^ not checked: `companys` is not a standard object; `--workspace FILE` says which objects and lists there are
