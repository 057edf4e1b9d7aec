export const q = (attio: Attio) =>
  attio.records.query({
    object: "companies",
    filter: { domains: { $not_empty: false }, description: null, name: { $exists: true }, team: { $not_empty: true } },
~                                    ^^^^^ not-empty-false, fix: write {"$not": {"domains": {"domain": {"$not_empty": true}}}}
~                                                          ^^^^ null-value
~                                                                        ^^^^^^^ invented-operator
~                                                                                                 ^^^^^^^^^^ property-needed
  });
