import _ from "lodash";

export const pick = (list) => _.filter(list, { status: "open", object: "orders" });
export const records = _.query ? _.query("orders", { filter: { nam: 1 } }) : [];
export const found = _(list).find({ filter: { nam: "open" } });
