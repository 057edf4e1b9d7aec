import type { AttioFilter } from "./types";

// attioql: companies
export const customers: AttioFilter = {
  name: { $not_empty: true },
~         ^^^^^^^^^^ operator-not-supported
  domains: { $not_empty: true },
};

export const people = /* attioql: people */ { $not: { $not: { job_title: "CEO" } } };
~                                             ^^^^ double-negation, with a fix
