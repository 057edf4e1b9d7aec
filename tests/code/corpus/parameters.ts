async function f(client) { await client.post("/objects/people/records/query", {filter: {nam: 1}}); }
~                                                                                       ^^^ unknown-attribute, with a fix
async function g(client, filter) { await client.post("/objects/people/records/query", {filter}); }
~                                                                                      ^^^^^^ not checked: `filter` is a variable
attio.query({object: "people", filter: {nam: 2}});
~                                       ^^^ unknown-attribute, with a fix
const r = (c: Client) => c.request({ method: "POST", path: "/v2/objects/people/records/query", body: {filter: {nam: 3}} });
~                                                                                                              ^^^ unknown-attribute, with a fix
const h = (sdk) => sdk.objects("people").query({ filter: {nam: 4} });
~                                                         ^^^ unknown-attribute, with a fix
const j = (client) => client.queryRecords("people", { filter: {nam: 6} });
~                                                              ^^^ unknown-attribute, with a fix
const k = (client) => client.records.list({ object: "people", filter: {nam: 7} });
~                                                                      ^^^ unknown-attribute, with a fix
class A { constructor(private client: Client) {} run() { return this.client.post(`/objects/people/records/query`, { filter: { nam: 8 } }); } }
~                                                                                                                             ^^^ unknown-attribute, with a fix
const l = (client) => client.request("POST", "/objects/people/records/query", { filter: { nam: 9 } });
~                                                                                         ^^^ unknown-attribute, with a fix
const o = (post) => post({ endpoint: "objects/people/records/query", data: { filter: { nam: 12 } } });
~                                                                                      ^^^ unknown-attribute, with a fix
const p = (client) => client("/objects/people/records/query").post({ filter: { nam: 13 } });
~                                                                              ^^^ unknown-attribute, with a fix
const q = (client) => client.records("people").query({ filter: { nam: 14 } });
~                                                                ^^^ unknown-attribute, with a fix
const s = await queryRecords<Person>({ client, path: { object: "people" }, body: { filter: { nam: 15 } } });
~                                                                                            ^^^ unknown-attribute, with a fix
const t = (client) => client.object("people").records.query({ filter: {nam: 16} });
~                                                                      ^^^ unknown-attribute, with a fix
