const DEALS = "https://api.attio.com/v2/objects/deals/records/query";

export const bare = () => fetch(DEALS, { method: "POST", body: JSON.stringify({ stage: "Lead" }) });
~                                                                               ^^^^^ unknown-body-key, with a fix
export const group = () => ky.post(DEALS, { json: { $or: [{ stage: "Lead" }, { stage: "Won" }], limit: 5 } });
~                                                   ^^^ unknown-body-key, with a fix
export const where = () => axios.post(DEALS, { where: { stage: "Lead" }, limit: 5 });
~                                              ^^^^^ unknown-body-key, with a fix
export const queried = () => fetch(DEALS, { method: "POST", body: '{"query": {"stage": "Lead"}}' });
~                                                                   ^^^^^^^ unknown-body-key, with a fix
export const data = () => fetch(DEALS, { method: "POST", body: JSON.stringify({ data: { filter: { stage: "Lead" } } }) });
~                                                                               ^^^^ unknown-body-key
export const partly = (more: object) => fetch(DEALS, { method: "POST", body: JSON.stringify({ ...more, stage: "Lead" }) });
~                                                                                             ^^^^^^^ not checked: `...more` adds members
~                                                                                                      ^^^^^ unknown-body-key
export const sdk = () => postV2ObjectsByObjectRecordsQuery({ path: { object: "deals" }, body: { stage: "Lead" } });
~                                                                                               ^^^^^ unknown-body-key, with a fix
