attio.records.query({ object: "deals", filter: { value: { $gt: low + 1 }, stge: "Lead" } });
~                                                              ^^^^^^^ in part: only the running program knows `low + 1`
~                                                                         ^^^^ unknown-attribute, with a fix
