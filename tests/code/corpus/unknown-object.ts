export const q = (attio: Attio) => attio.records.query({ object: "spaceships", filter: { nam: "Ada" } });
~                                                                                      ^^^^^^^^^^^^^^ not checked: `spaceships` is not a standard object; `--workspace FILE` says which objects and lists there are
