export const q = (attio: Attio, names: string[]) =>
  attio.records.query({
    object: "people",
    filter: { job_title: ["CEO", "CTO"], description: { $in: [...names, "x", 5] }, name: [names] },
~                        ^^^^^^^^^^^^^^ array-value, fix: match any of them with `$in`
~                                                             ^^^^^^^^ in part: `...names` adds members
~                                                                            ^ wrong-value-type, fix: write "5"
~                                                                                        ^^^^^^^ array-value
  });
