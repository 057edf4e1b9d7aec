import _ from "lodash";

export const pick = (list) => _.filter(list, { job_title: "chef", object: "people" });
export const records = _.query ? _.query("people", { filter: { nam: 1 } }) : [];
export const found = _(list).find({ filter: { nam: "chef" } });
