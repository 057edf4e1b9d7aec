/** Code that is shown and not edited, in the colours of the editors. */

import { jsonLanguage } from "@codemirror/lang-json";
import { highlightCode } from "@lezer/highlight";
import { parser as javascript } from "@lezer/javascript";
import { parser as python } from "@lezer/python";

import { colours } from "./highlight.js";
import { made } from "./page.js";

/** Longer code has no colours: each token is an element of the page. */
const LONGEST = 50_000;

const PARSERS = new Map([
  ["JSON", jsonLanguage.parser],
  ["Python", python],
  ["TypeScript", javascript.configure({ dialect: "ts" })],
]);

/** Return code in pieces, each in its colour; in one piece if the language is not known. */
export function coloured(code: string, language: string): (Node | string)[] {
  const parser = PARSERS.get(language);
  if (parser === undefined || code.length > LONGEST) return [code];
  const pieces: (Node | string)[] = [];
  const put = (text: string, classes: string): unknown => pieces.push(classes === "" ? text : made("span", text, classes));
  highlightCode(code, parser.parse(code), colours, put, () => pieces.push("\n"));
  return pieces;
}
