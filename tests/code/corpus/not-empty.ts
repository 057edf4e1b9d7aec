export const q = (attio: Attio) =>
  attio.records.query({
    object: "companies",
    filter: { domains: { $not_empty: false }, description: null, name: { $exists: true }, team: { $not_empty: true } },
~                                    ^^^^^ not-empty-false, with a fix
~                                                          ^^^^ null-value
~                                                                        ^^^^^^^ invented-operator
~                                                                                                 ^^^^^^^^^^ property-needed, with a fix
  });
