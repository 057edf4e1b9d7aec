export const search = (attio: Attio, term: string) =>
  attio.records.query({
    object: "people",
    filter: { name: { $contains: `${term}%` }, job_title: { contains: `CEO` } },
~                                ^^^^^^^^^^ in part: the text `'${term}%'` has parts that are computed
~                                                           ^^^^^^^^ operator-without-dollar, with a fix
  });
