// What rules find without the value of a hole, and what they must not say.
export const q = (attio: Attio, x: string, y: string, ids: string[], part: object) =>
  attio.records.query({
    object: "people",
    filter: {
      $and: [
        { job_title: { $in: [x] } },
~         ^^^^^^^^^ single-member-in
~                            ^ in part: `x` is a variable
        { job_title: { $in: [...ids] } },
        { $or: [{ description: { $eq: x } }, { description: { $eq: y } }, { description: { $eq: "z" } }] },
~                 ^^^^^^^^^^^ or-instead-of-in
        { $or: [{ linkedin: x }, { linkedin: y }, { linkedin: "z" }] },
        { $not: { twitter: { $eq: x } } },
~         ^^^^ negation-matches-empty
        { $not: { facebook: x } },
        { $not: { path: [["people", "associated_deals"], ["deals", "name"]], constraints: { value: x } } },
~         ^^^^ negated-path
        { $and: [{ job_title: x }, { job_title: "CEO" }] },
        { created_at: { $gt: x, $lt: x } },
        { $not: { $not: { angellist: { $contains: x } } } },
~         ^^^^ double-negation
        part,
      ],
    },
  });
