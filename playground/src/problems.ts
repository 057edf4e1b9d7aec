/** The list of diagnostics, each with its place, its notes and its fixes as buttons. */

import { inline } from "./markdown.js";
import { button, byId, made } from "./page.js";
import type { Problem } from "./protocol.js";

export interface Chosen {
  /** Whether the other pane and the results show a filter. */
  hasResults: boolean;
  goTo(problem: Problem): void;
  fix(problem: number, fix: number): void;
}

let shown = "";

export function showProblems(problems: Problem[], chosen: Chosen): void {
  const key = JSON.stringify(problems);
  if (key === shown) return;
  shown = key;
  byId("problems").replaceChildren(...problems.map((problem, number) => item(problem, number, chosen)));
  byId("summary").textContent = summary(problems, chosen.hasResults);
}

function item(problem: Problem, number: number, chosen: Chosen): HTMLLIElement {
  const page = made("a", problem.name);
  page.href = `../${problem.page}`;
  const head = made("p", [made("strong", problem.severity, problem.severity), " ", ...inline(problem.message)]);
  const where = problem.line === null ? [] : [button(`Go to line ${problem.line}, column ${problem.column}`, () => chosen.goTo(problem))];
  const fixes = problem.fixes.map((fix, index) => {
    const apply = button("", () => chosen.fix(number, index));
    apply.className = "fix";
    apply.append("Fix: ", ...inline(fix.message));
    return apply;
  });
  const notes = problem.notes.map((note) => made("p", inline(note), "note"));
  return made("li", [head, ...notes, made("div", [...where, ...fixes, page], "actions")], problem.severity);
}

function summary(problems: Problem[], hasResults: boolean): string {
  const count = (severity: string): number => problems.filter((each) => each.severity === severity).length;
  const errors = count("error");
  const others = problems.length - errors;
  if (problems.length === 0) return "The filter is correct.";
  const parts = [];
  if (errors > 0) parts.push(`${errors} ${errors === 1 ? "error" : "errors"}`);
  if (others > 0) parts.push(`${others} ${others === 1 ? "finding" : "findings"}`);
  const said = `${parts.join(", ")}.`;
  return errors > 0 && hasResults ? `${said} The other pane and the results show the last correct filter.` : said;
}
