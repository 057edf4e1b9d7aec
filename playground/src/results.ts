/** The results of a correct filter: words, rows, an example record and code to copy. */

import { button, byId, made } from "./page.js";
import type { Details, Row, Rows } from "./protocol.js";

export function showDetails(details: Details): void {
  byId("words").textContent = details.words;
  byId("panel-rows").replaceChildren(...rows(details.rows));
  byId("example").textContent = details.example ?? "";
  byId("example-said").textContent = exampleSaid(details);
  const shown = byId("panel-code");
  shown.replaceChildren(...Object.entries(details.snippets).map(([name, code]) => snippet(name, code)));
}

/** Tell whether the results are those of what is written now. */
export function markStale(isStale: boolean): void {
  byId("results").classList.toggle("stale", isStale);
}

function exampleSaid(details: Details): string {
  if (details.example !== null) return "This record matches the filter.";
  if (details.isContradiction) return "No record can match this filter.";
  return "No record is known that matches this filter.";
}

function rows(given: Rows): Node[] {
  if (given.groups === undefined) return [made("p", given.error ?? "")];
  return given.groups.flatMap((group, number) => {
    const table = made("table", [made("tbody", group.all_of.map(row))]);
    const said = group.all_of.length === 0 ? [made("p", "Every record matches.")] : [table];
    return number === 0 ? said : [made("p", "or", "joined"), ...said];
  });
}

function row(given: Row): HTMLTableRowElement {
  const values = given.values.map((value) => JSON.stringify(value)).join(", ");
  const operator = given.negated ? `not ${given.op}` : given.op;
  return made("tr", [made("td", [made("code", given.path)]), made("td", operator), made("td", [made("code", values)])]);
}

function snippet(name: string, code: string): HTMLElement {
  const said = made("output");
  said.setAttribute("aria-live", "polite");
  const copy = button(`Copy as ${name}`, () => void copyText(code).then((isCopied) => (said.textContent = isCopied ? "Copied." : "The browser did not allow that.")));
  return made("section", [made("div", [made("h3", name), copy, said], "title"), made("pre", [made("code", code)])]);
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
