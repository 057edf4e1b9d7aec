import { Attio } from "attio-js";

const attio = new Attio({ apiKey: process.env.ATTIO_API_KEY ?? "" });

export async function run() {
  return attio.records.query({
    object: "people",
    requestBody: {
      filter: { full_name: "Ada Lovelace" },
~               ^^^^^^^^^ unknown-attribute, fix: write {"name": {"full_name": {"$eq": "Ada Lovelace"}}}
      sorts: [{ direction: "asc", attribute: "name" }],
      limit: 500,
    },
  });
}
