/** What the page and the worker say to each other, and the questions that `playground_bridge.py` answers. */

export type Side = "query" | "json";

export interface Input {
  side: Side;
  text: string;
  target: string;
  zone: string;
  /** What stands in the fields of parameters, by their names. */
  values: Record<string, string>;
}

/** A parameter that query text names, and what it takes, in words. */
export interface Parameter {
  name: string;
  takes: string;
}

export interface Fix {
  message: string;
  isSafe: boolean;
}

export interface Problem {
  name: string;
  /** The page about it, on the site. */
  page: string;
  severity: "error" | "warning" | "note";
  message: string;
  notes: string[];
  from: number;
  to: number;
  line: number | null;
  column: number | null;
  fixes: Fix[];
}

export interface Reading {
  problems: Problem[];
  other: string | null;
  parameters: Parameter[];
}

export interface Row {
  path: string;
  op: string;
  values: unknown[];
  negated: boolean;
}

export interface Rows {
  groups?: { all_of: Row[] }[];
  error?: string;
}

export interface Example {
  record: string | null;
  isContradiction: boolean;
}

/** What each pane of the results shows. */
export interface Panes {
  words: string;
  rows: Rows;
  example: Example;
  code: Record<string, string>;
}

export interface Targets {
  targets?: { name: string; kind: string }[];
  isOwn?: boolean;
  error?: string;
}

export interface Completions {
  items: { label: string; insert: string; kind: string; info: string }[];
  from: number;
  to: number;
}

export interface Hover {
  info: string;
  from: number;
  to: number;
}

export interface Match {
  matches?: boolean;
  reasons?: { text: string; holds: boolean }[];
  error?: string;
}

/** Each question with what it takes and what it returns. */
export interface Questions {
  workspace: [{ text: string | null; name: string }, Targets];
  read: [Input, Reading];
  lint: [Input, { problems: Problem[] } | null];
  pane: [Input & { pane: keyof Panes }, Panes[keyof Panes] | null];
  fix: [Input & { problem?: number; fix?: number }, { text: string }];
  complete: [Input & { offset: number }, Completions | null];
  hover: [Input & { offset: number }, Hover | null];
  match: [Input & { record: string }, Match];
}

export interface Request {
  id: number;
  method: keyof Questions;
  given: string;
}

export type Reply =
  | { kind: "progress"; done: number; said: string }
  | { kind: "ready" }
  | { kind: "answer"; id: number; answer: string }
  | { kind: "failed"; id: number; message: string }
  | { kind: "fatal"; message: string };
