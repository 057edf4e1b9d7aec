import axios from "axios";

const client = axios.create({ baseURL: "https://api.attio.com/v2" });

export const open = () =>
  client.post("/objects/deals/records/query", {
    filter: { $or: [{ stage: { $in: ["Lead", "In Progress"] } }] },
~                              ^^^ operator-not-supported, with a fix
    sorts: [{ attribute: "created_at", direction: "descending" }],
~                                                 ^^^^^^^^^^^^ invalid-sort, with a fix
  });
