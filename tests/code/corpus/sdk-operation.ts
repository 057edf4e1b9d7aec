import { postV2ObjectsByObjectRecordsQuery } from "./generated/attio";

export async function load(client: Client, ids: string[]) {
  const { data } = await postV2ObjectsByObjectRecordsQuery({
    client,
    path: { object: "companies" },
    body: { filter: { id: { $in: ids } }, limit: ids.length },
~                     ^^ unknown-attribute, with a fix
~                                ^^^ in part: `ids` is a variable
  });
  return data;
}
