import algoliasearch from "algoliasearch";

const index = algoliasearch("APP", "KEY").initIndex("people");
export const hits = (q: string) => index.search(q, { filters: `job_title:"chef" AND created_at > 5`, hitsPerPage: 20 });
