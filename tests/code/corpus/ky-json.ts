import ky from "ky";

export const recent = (since: string) =>
  ky.post("https://api.attio.com/v2/objects/companies/records/query", {
    json: { filter: { created_at: { $gte: since }, last_modified: { $gte: since } } },
~                                         ^^^^^ in part: `since` is a variable
~                                                  ^^^^^^^^^^^^^ unknown-attribute
  });
