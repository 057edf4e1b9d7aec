export const QUERY_PEOPLE = "https://api.attio.com/v2/objects/people/records/query";
