import { queryRecords } from "./attio";

export const leads = () => queryRecords("deals", { filter: { stage: { $eq: "lead" }, owner: "tom@acme.com" } });
~                                                                          ^^^^^^ unknown-option, with a fix
~                                                                                           ^^^^^^^^^^^^^^ property-needed
