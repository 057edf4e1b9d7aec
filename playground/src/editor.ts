/** An editor of query text or JSON: colours, diagnostics with fixes, completion and hover. */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  type Completion,
  type CompletionContext,
  completionKeymap,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Annotation, type Extension, Transaction } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, lineNumbers, type Tooltip } from "@codemirror/view";

import { colours, queryLanguage } from "./highlight.js";
import { markdown } from "./markdown.js";
import { toPoints, toUnits } from "./offsets.js";
import type { Completions, Hover, Problem, Side } from "./protocol.js";

/** What an editor asks for. */
export interface Helper {
  changed(): void;
  complete?(text: string, offset: number): Promise<Completions | null>;
  hover?(text: string, offset: number): Promise<Hover | null>;
  fix?(problem: number, fix: number): void;
}

const fromOutside = Annotation.define<boolean>();

const KINDS: Record<string, string> = {
  attribute: "property",
  property: "property",
  object: "class",
  operator: "keyword",
  option: "enum",
  member: "constant",
  value: "constant",
  moment: "constant",
  duration: "constant",
  period: "constant",
  keyword: "keyword",
  punctuation: "text",
};

export class Editor {
  private readonly view: EditorView;
  private isMarked = false;

  constructor(parent: HTMLElement, side: Side, label: string, private readonly helper: Helper) {
    const { complete, hover } = helper;
    const extensions: Extension[] = [
      lineNumbers(),
      history(),
      bracketMatching(),
      closeBrackets(),
      EditorView.lineWrapping,
      side === "json" ? json() : queryLanguage,
      syntaxHighlighting(colours),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label }),
      EditorView.updateListener.of((update) => {
        const isOurs = update.transactions.some((each) => each.annotation(fromOutside));
        if (update.docChanged && !isOurs) helper.changed();
      }),
    ];
    if (complete !== undefined) {
      extensions.push(autocompletion({ override: [(context) => this.complete(context)], icons: false }));
    }
    if (hover !== undefined) extensions.push(hoverTooltip((_, at) => this.hover(at)));
    this.view = new EditorView({ parent, extensions });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Show a text that the person did not write here. */
  show(text: string): void {
    if (text === this.text) return;
    const annotations = [fromOutside.of(true), Transaction.addToHistory.of(false)];
    this.view.dispatch({ changes: difference(this.text, text), annotations });
  }

  /** Put a text in place of what is written, as if the person had written it: it can be undone. */
  write(text: string): void {
    const changes = { from: 0, to: this.view.state.doc.length, insert: text };
    this.view.dispatch({ changes, annotations: isolateHistory.of("full") });
    this.view.focus();
  }

  /** Underline the diagnostics, in the text that they were reported of. */
  mark(problems: Problem[]): void {
    if (problems.length === 0 && !this.isMarked) return;
    this.isMarked = problems.length > 0;
    const text = this.text;
    const shown = problems.map((problem, number): Diagnostic => {
      const from = toUnits(text, problem.from);
      const to = Math.max(from, toUnits(text, problem.to));
      const actions = problem.fixes.map((fix, index) => ({
        name: fix.message,
        apply: () => this.helper.fix?.(number, index),
      }));
      const severity = problem.severity === "note" ? "info" : problem.severity;
      return { from, to, severity, source: problem.name, message: problem.message, actions };
    });
    this.view.dispatch(setDiagnostics(this.view.state, shown));
  }

  /** Move the cursor to an offset of the package, and focus the editor. */
  goTo(points: number): void {
    const at = toUnits(this.text, points);
    this.view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    this.view.focus();
  }

  private async complete(context: CompletionContext): Promise<CompletionResult | null> {
    const text = context.state.doc.toString();
    const before = text.slice(Math.max(0, context.pos - 1), context.pos);
    if (!context.explicit && !/[\w.$"'@:]/.test(before)) return null;
    const found = await this.helper.complete?.(text, toPoints(text, context.pos));
    if (!found || found.items.length === 0) return null;
    const options = found.items.map(({ label, insert, kind, info }, number): Completion => {
      const option: Completion = { label, apply: insert, detail: kind, type: KINDS[kind] ?? "text", boost: -Math.min(number, 99) };
      if (info !== "") option.info = () => markdown(info);
      return option;
    });
    return { from: toUnits(text, found.from), to: toUnits(text, found.to), options };
  }

  private async hover(at: number): Promise<Tooltip | null> {
    const text = this.text;
    const found = await this.helper.hover?.(text, toPoints(text, at));
    if (!found) return null;
    const create = (): { dom: HTMLElement } => ({ dom: markdown(found.info) });
    return { pos: toUnits(text, found.from), end: toUnits(text, found.to), create };
  }
}

/** Return the change that makes one text of another, without what both begin and end with. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let kept = 0;
  while (kept < most - from && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept++;
  return { from, to: before.length - kept, insert: after.slice(from, after.length - kept) };
}
