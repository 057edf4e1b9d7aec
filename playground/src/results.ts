/** The results of a correct filter: words, rows, an example record and code to copy. */

import type { Client } from "./client.js";
import { coloured } from "./code.js";
import { button, byId, made } from "./page.js";
import type { Example, Input, Panes, Row, Rows } from "./protocol.js";

const SHOW: { [Name in keyof Panes]: (shown: Panes[Name]) => void } = {
  words: (words) => (byId("words").textContent = words),
  rows: (given) => byId("panel-rows").replaceChildren(...rows(given)),
  example: (example) => {
    byId("example").replaceChildren(...coloured(example.record ?? "", "JSON"));
    byId("example").hidden = example.record === null;
    byId("example-said").textContent = exampleSaid(example);
  },
  code: (code) => byId("panel-code").replaceChildren(...Object.entries(code).map(([name, text]) => snippet(name, text))),
};

/** The panes below the editors. Only the one that is open is asked for. */
export class Results {
  private open: string = "words";
  private newest: Input | undefined;
  private correct: Input | undefined;

  constructor(private readonly client: Client) {}

  /** Show another pane, of the last correct filter. */
  async openPane(name: string): Promise<void> {
    this.open = name;
    const input = this.correct ?? this.newest;
    if (input !== undefined) await this.show(input);
  }

  /** Show the open pane of a text. */
  async show(input: Input): Promise<void> {
    this.newest = input;
    const pane = this.open;
    if (!(pane in SHOW)) return;
    const name = pane as keyof Panes;
    const shown = await this.client.ask("pane", { ...input, pane: name });
    if (shown === null || this.newest !== input) return;
    this.correct = input;
    (SHOW[name] as (shown: Panes[keyof Panes]) => void)(shown);
  }
}

/** Tell whether the results are those of what is written now. */
export function markStale(isStale: boolean): void {
  byId("results").classList.toggle("stale", isStale);
}

function exampleSaid(example: Example): string {
  if (example.record !== null) return "This record matches the filter.";
  if (example.isContradiction) return "No record can match this filter.";
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
  return made("section", [made("div", [made("h3", name), copy, said], "title"), made("pre", [made("code", coloured(code, name))])]);
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
