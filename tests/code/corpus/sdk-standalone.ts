import { recordsQuery } from "attio-js/funcs/recordsQuery.js";

export const run = (attio: AttioCore) =>
  recordsQuery(attio, {
    object: "companies",
    requestBody: { filter: { team: { $eq: "50cf242c-7fa3-4cad-87d0-75b1af71c57b" } } },
~                                    ^^^ property-needed, with a fix
  });
