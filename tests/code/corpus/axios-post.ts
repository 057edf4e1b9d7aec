import axios from "axios";

const client = axios.create({ baseURL: "https://api.attio.com/v2" });

export const open = () =>
  client.post("/objects/deals/records/query", {
    filter: { $or: [{ stage: { $in: ["Lead", "In Progress"] } }] },
~                              ^^^ operator-not-supported, fix: write {"$or": [{"stage": {"status": {"$eq": "Lead"}}}, {"stage": {"status": {"$eq": "In Progress"}}}]}
    sorts: [{ attribute: "created_at", direction: "descending" }],
~                                                 ^^^^^^^^^^^^ invalid-sort, fix: write "desc"
  });
