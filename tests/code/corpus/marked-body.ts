/* attioql: deals */
const body = {
  filters: { stage: "Lead" },
~ ^^^^^^^ unknown-body-key, fix: write `filter`
  limit: "10",
~        ^^^^ invalid-page, fix: write 10
};
