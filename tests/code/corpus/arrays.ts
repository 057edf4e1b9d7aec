export const q = (attio: Attio, names: string[]) =>
  attio.records.query({
    object: "people",
    filter: { job_title: ["CEO", "CTO"], description: { $in: [...names, "x", 5] }, name: [names] },
~                        ^^^^^^^^^^^^^^ array-value, with a fix
~                                                             ^^^^^^^^ in part: `...names` adds members
~                                                                            ^ wrong-value-type, with a fix
~                                                                                        ^^^^^^^ array-value
  });
