import { filter, map, of } from "rxjs";

export const companies$ = of({ name: "Acme", filter: { nam: 1 } }).pipe(filter((each) => each.name === "Acme"), map((each) => ({ filter: each.filter })));
