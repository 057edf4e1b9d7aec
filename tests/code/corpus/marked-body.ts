/* attioql: deals */
const body = {
  filters: { stage: "Lead" },
~ ^^^^^^^ unknown-body-key, with a fix
  limit: "10",
~        ^^^^ invalid-page, with a fix
};
