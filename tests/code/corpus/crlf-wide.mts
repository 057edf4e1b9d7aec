const emoji = "😀 ü"; /* 日本語 */ export const q = (attio: Attio) => attio.records.query({ object: "people", filter: { "näme": "x", nam: "日本😀" } });
~                                                                                                                   ^^^^^^ unknown-attribute, fix: write `name`
~                                                                                                                                ^^^ unknown-attribute, fix: write `name`
