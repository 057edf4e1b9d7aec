import _ from "lodash";

export const pick = (list) => _.filter(list, { name: "Acme", object: "companies" });
export const records = _.query ? _.query("companies", { filter: { nam: 1 } }) : [];
export const found = _(list).find({ filter: { nam: "Acme" } });
