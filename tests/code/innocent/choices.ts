export const search = (attio: Attio, low: boolean, high: boolean, term?: string) =>
  attio.records.query({
    object: "deals",
    filter: {
      $and: [low ? { value: { $lt: 3 } } : { value: { $gt: 5 } }, high ? { value: { $gt: 5 } } : {}],
      name: term ? { $contains: term } : undefined,
    },
    limit: low ? 5 : 500,
  });
export const all = (attio: Attio, term?: string) =>
  attio.records.query({ object: "people", filter: term ? { name: { $contains: term } } : {} });
export const any = (attio: Attio, term?: string) =>
  attio.records.query({ object: "people", filter: term ? { name: { $contains: term } } : undefined });
