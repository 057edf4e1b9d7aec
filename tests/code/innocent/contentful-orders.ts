import * as contentful from "contentful";

const client = contentful.createClient({ space: "s", accessToken: "t" });
export const all = () => client.getEntries({ content_type: "orders", "fields.status[in]": "open", limit: 5, skip: 0 });
