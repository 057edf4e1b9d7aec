import { postV2ListsByListEntriesQuery } from "./generated/attio";

export const load = (client: Client) =>
  postV2ListsByListEntriesQuery({
    client,
    path: { list: "renewals" },
    body: { filter: { $and: [{ amount: { $gte: 1000 } }, { amount: { $lt: 500 } }] } },
~                     ^^^^ contradiction
  });
