// attioql: people
~^^^^^^^^^^^^^^^^^^ not checked: no object or string follows this comment
export type Filter = Record<string, unknown>;

// attioql: companies
~^^^^^^^^^^^^^^^^^^^^^ not checked: no object or string follows this comment
export const filter = buildFilter("x");
