import { filter, map, of } from "rxjs";

export const orders$ = of({ status: "open", filter: { nam: 1 } }).pipe(filter((each) => each.status === "open"), map((each) => ({ filter: each.filter })));
