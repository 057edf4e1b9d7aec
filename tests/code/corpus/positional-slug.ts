import { queryRecords } from "./attio";

export const leads = () => queryRecords("deals", { filter: { stage: { $eq: "lead" }, owner: "tom@acme.com" } });
~                                                                          ^^^^^^ unknown-option, fix: write "Lead"
~                                                                                           ^^^^^^^^^^^^^^ property-needed
