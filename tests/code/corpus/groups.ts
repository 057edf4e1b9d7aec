export const q = (attio: Attio, rest: object[]) =>
  attio.records.query({
    object: "people",
    filter: { $and: { name: "Ada" }, $or: [], $not: [{ name: "x" }], $nor: rest, $AND: [{ name: "y" }] },
~                   ^^^^^^^^^^^^^^^ not-a-filter, fix: write {"$and": [ … ]}
~                                         ^^ empty-object
~                                                   ^^^^^^^^^^^^^^^ not-a-filter, fix: take the object out of the array
~                                                                    ^^^^ invented-operator
~                                                                          ^^^^ in part: `rest` is a variable
~                                                                                ^^^^ invented-operator
  });
