import { filter, map, of } from "rxjs";

export const people$ = of({ job_title: "chef", filter: { nam: 1 } }).pipe(filter((each) => each.job_title === "chef"), map((each) => ({ filter: each.filter })));
