export const search = (attio: Attio, exact: boolean, term: string) =>
  attio.records.query({
    object: "people",
    filter: exact ? { name: term } : { name: { $contains: term } },
~           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not checked: `exact ? { name: term } : { name: { $c…` is one of two values
  });

export const other = (attio: Attio, exact: boolean, term: string) =>
  attio.records.query({
    object: "people",
    filter: { $or: [exact ? { name: term } : { job_title: term }, { jobtitle: term }] },
~                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in part: `exact ? { name: term } : { job_title:…` is one of two values
~                                                                   ^^^^^^^^ unknown-attribute, with a fix
  });
