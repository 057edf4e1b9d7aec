export const q = (attio: Attio, x: string) =>
  attio.records.query({
    object: "people",
    filter: {
      $and: [
        { $not: { $not: { job_title: "CEO" } } },
~         ^^^^ double-negation, with a fix
        { $or: [{ job_title: "CEO" }, { job_title: "CTO" }, { job_title: x }] },
~         ^^^ redundant-condition
~                                       ^^^^^^^^^ contradiction
~                                                                        ^ in part: `x` is a variable
        { email_addresses: { $contains: "@Acme.com" } },
~                                       ^^^^^^^^^^^ email-domain-contains, with a fix
        { description: " padded " },
~                      ^^^^^^^^^^ padded-string, with a fix
        { $not: { description: x } },
      ],
    },
  });
