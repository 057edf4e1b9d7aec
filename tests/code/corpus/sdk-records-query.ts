import { Attio } from "attio-js";

const attio = new Attio({ apiKey: process.env.ATTIO_API_KEY ?? "" });

export async function run() {
  return attio.records.query({
    object: "people",
    requestBody: {
      filter: { full_name: "Ada Lovelace" },
~               ^^^^^^^^^ unknown-attribute, with a fix
      sorts: [{ direction: "asc", attribute: "name" }],
      limit: 500,
    },
  });
}
