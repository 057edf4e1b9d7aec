import * as contentful from "contentful";

const client = contentful.createClient({ space: "s", accessToken: "t" });
export const all = () => client.getEntries({ content_type: "people", "fields.job_title[in]": "chef", limit: 5, skip: 0 });
