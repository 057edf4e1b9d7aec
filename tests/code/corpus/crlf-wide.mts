const emoji = "😀 ü"; /* 日本語 */ export const q = (attio: Attio) => attio.records.query({ object: "people", filter: { "näme": "x", nam: "日本😀" } });
~                                                                                                                   ^^^^^^ unknown-attribute, with a fix
~                                                                                                                                ^^^ unknown-attribute, with a fix
