export const both = (attio: Attio) =>
  // attioql: ignore[contradiction] the form sends both
  attio.records.query({ object: "deals", filter: { value: { $gt: 5, $lt: 3 } } });

export const one = (attio: Attio) =>
  attio.records.query({ object: "deals", filter: { value: { $gt: 5, $lt: 3 } } }); // attioql: ignore[duplicate-condition]
~                                                  ^^^^^ contradiction
~                                                                                                     ^^^^^^^^^^^^^^^^^^^ unused-suppression, with a fix

// attioql: ignore
~^^^^^^^^^^^^^^^^^^ malformed-suppression
export const two = 1;
