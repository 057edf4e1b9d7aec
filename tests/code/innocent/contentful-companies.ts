import * as contentful from "contentful";

const client = contentful.createClient({ space: "s", accessToken: "t" });
export const all = () => client.getEntries({ content_type: "companies", "fields.name[in]": "Acme", limit: 5, skip: 0 });
