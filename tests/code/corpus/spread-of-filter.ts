const base = { created_at: { $gte: "2024-01-01T00:00:00Z" } };

export const mine = (attio: Attio, extra: object) =>
  attio.records.query({
    object: "people",
    filter: { ...base, ...extra, linkedin_url: "x", [attio.key]: 1, name: { ...extra, $ne: "x" } },
~             ^^^^^^^ in part: `...base` adds members
~                                ^^^^^^^^^^^^ unknown-attribute, with a fix
~                                                                                     ^^^ invented-operator
  });
