/** Programs that `tsc --strict` takes, by the types of `attio-filters`. */

import type { DealsFilter, DealsStage, Filters, IsoTimestamp, PeopleFilter } from "./attio-filters";

const received: string = JSON.parse('"50cf242c-7fa3-4cad-87d0-75b1af71c57b"');
const stage: DealsStage = "Lead";

export const recent: DealsFilter = { created_at: { $gte: new Date().toISOString() } };
export const since: DealsFilter = { created_at: { $gte: received as IsoTimestamp } };
export const written = { name: { $contains: "x" }, stage: "Won 🎉", value: "12.50" } satisfies DealsFilter;
export const named: Filters["lists/people"] = { stage: "Hired" };

export const parts: DealsFilter[] = [{ name: received }, { stage }];
parts.push(
  { $not: { $or: [{ stage: "Lost" }, { stage: { status: { $eq: stage } } }] } },
  { path: [["deals", "associated_company"], ["companies", "name"]], constraints: { value: received } },
  {
    path: [["deals", "main_contact"], ["people", "company"], ["companies", "team"], ["people", "job_title"]],
    constraints: { $contains: "chef" },
  },
);
export const all: DealsFilter = { $and: parts };

export function query(filter: PeopleFilter): string {
  return JSON.stringify({ filter });
}
query({ company: { target_object: "companies", target_record_id: received }, "lead-score": { $gt: 5 } });
query({ path: [["people", "path"]], constraints: { value: "x" } });
query({});
