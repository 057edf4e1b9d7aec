export const q = (attio: Attio) => attio.records.query({ object: "people", filter: { nam: "Ada" } });
~                                                                                    ^^^ unknown-attribute, with a fix
function broken( {
~^^^^^^^^^^^^^^^^^^ unparsed-code
  return 1 +;
}
export const r = (attio: Attio) => attio.records.query({ object: "people", filter: { job: "CEO" } });
~                                                                                    ^^^ unknown-attribute
