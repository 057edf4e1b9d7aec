const DEALS = "https://api.attio.com/v2/objects/deals/records/query";
const BODY = `{
  "filter": { "stge": "Lead" },
~             ^^^^^^ unknown-attribute, with a fix
  "limit": "10"
~          ^^^^ invalid-page, with a fix
}`;

export const quoted = () => fetch(DEALS, { method: "POST", body: '{"filter": {"stge": "Lead"}}' });
~                                                                             ^^^^^^ unknown-attribute, with a fix
export const escaped = () => fetch(DEALS, { method: "POST", body: "{\"filter\": {\"value\": {\"$like\": 5}}}" });
~                                                                                            ^^^^^^^^^ invented-operator
export const named = () => fetch(DEALS, { method: "POST", body: BODY });
export const joined = () => fetch(DEALS, { method: "POST", body: '{"filter": ' + '{"stge": "Lead"}}' });
~                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-attribute
export const posted = () => axios.post(DEALS, '{"filter": {"stge": "Lead"}}');
~                                                          ^^^^^^ unknown-attribute, with a fix
export const cut = () => axios.request({ url: DEALS, method: "post", data: '{"filter": {"stage": "Lead"}' });
~                                                                                                       ^ not-json, with a fix
export const twice = () => ky.post(DEALS, { json: '{"filter": {"stage": "Lead"}}' });
~                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not-a-filter
export const partly = (stage: string) => fetch(DEALS, { method: "POST", body: `{"filter": {"stage": "${stage}"}}` });
~                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not checked: the text `'{"filter": {"stage": "${stage}"}}'` has parts that are computed
export const text = () => fetch(DEALS, { method: "POST", body: 'stage = "Lead"' });
~                                                              ^^^^^^^^^^^^^^^^ not-a-filter, with a fix
