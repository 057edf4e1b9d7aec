import algoliasearch from "algoliasearch";

const index = algoliasearch("APP", "KEY").initIndex("companies");
export const hits = (q: string) => index.search(q, { filters: `name:"Acme" AND founded > 5`, hitsPerPage: 20 });
