export const q = (attio: Attio, x: string) =>
  attio.records.query({
    object: "people",
    filter: {
      $and: [
        { $not: { $not: { job_title: "CEO" } } },
~         ^^^^ double-negation, fix: remove both
        { $or: [{ job_title: "CEO" }, { job_title: "CTO" }, { job_title: x }] },
~         ^^^ redundant-condition
~                                       ^^^^^^^^^ contradiction
~                                                                        ^ in part: `x` is a variable
        { email_addresses: { $contains: "@Acme.com" } },
~                                       ^^^^^^^^^^^ email-domain-contains, fix: compare `email_domain`: other domains that have this one in them no longer match
        { description: " padded " },
~                      ^^^^^^^^^^ padded-string, fix: remove it, to match values without it instead of values with it
        { $not: { description: x } },
      ],
    },
  });
