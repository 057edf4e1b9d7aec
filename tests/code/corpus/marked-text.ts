import { compile } from "attioql";

// attioql: people
const q = 'job_title contains "CEO" and nme = \'Ada\'';
~                                       ^^^ unknown-attribute, with a fix

// attioql: deals
const r = `
  value > 5000
~ ^^^^^^^^^^^^ contradiction
  and value < 1000
`;

// attioql: deals
const s = `value > ${minimum}`;
~         ^^^^^^^^^^^^^^^^^^^^ not checked: the text `'value > ${minimum}'` has parts that are computed
