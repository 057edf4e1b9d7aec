import algoliasearch from "algoliasearch";

const index = algoliasearch("APP", "KEY").initIndex("orders");
export const hits = (q: string) => index.search(q, { filters: `status:"open" AND placed_at > 5`, hitsPerPage: 20 });
