export const q = (attio: Attio, rest: object[]) =>
  attio.records.query({
    object: "people",
    filter: { $and: { name: "Ada" }, $or: [], $not: [{ name: "x" }], $nor: rest, $AND: [{ name: "y" }] },
~                   ^^^^^^^^^^^^^^^ not-a-filter, with a fix
~                                         ^^ empty-object
~                                                   ^^^^^^^^^^^^^^^ not-a-filter, with a fix
~                                                                    ^^^^ invented-operator
~                                                                          ^^^^ in part: `rest` is a variable
~                                                                                ^^^^ invented-operator
  });
