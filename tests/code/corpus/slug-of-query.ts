import { client } from "./attio";

export const vips = () => client.query("people", { filter: { nam: "Ada" }, limit: 5 });
~                                                            ^^^ unknown-attribute, with a fix
export const own = () => this.attioClient.query("invoices", { filter: { state: "open" } });
~                                                                     ^^^^^^^^^^^^^^^^^ not checked: `invoices` is not a standard object; `--workspace FILE` says which objects and lists there are
export const deals = (stage: string) => this.client.query("deals", { filter: { stage, valu: { $gt: 5 } } });
~                                                                              ^^^^^ in part: `stage` is a variable
~                                                                                     ^^^^ unknown-attribute, with a fix
export const any = (slug: string) => attio.query(slug, { filter: { name: "x" } });
~                                                                ^^^^^^^^^^^^^ not checked: its object or list is computed, `slug`; name it in a comment, `// attioql: people`
export const built = (filter: Filter) => client.query("companies", { filter });
~                                                                    ^^^^^^ not checked: `filter` is a variable
