// attioql people
~  ^^^^^^^ malformed-suppression, with a fix
const chefs = { jobtitle: "chef" };

/* attioql Deals */
~  ^^^^^^^ malformed-suppression, with a fix
const deals = { stge: "Lead" };

// attioql ignore[contradiction] the form sends both
~  ^^^^^^^ malformed-suppression, with a fix
attio.records.query({ object: "deals", filter: { value: { $gt: 5, $lt: 3 } } });
~                                                ^^^^^ contradiction

// attioql checks the filters here
// attioql rules
// the attioql people wrote this
// attioql people wrote this
