export const q = (attio: Attio) => attio.records.query({ object: "spaceships", filter: { nam: "Ada" } });
~                                                                                      ^^^^^^^^^^^^^^ not checked: the workspace has no `spaceships`
