/** The colours of query text: the scopes of the TextMate grammar as tags of the editor, and a style for both themes. */

import { HighlightStyle, StreamLanguage, type StringStream } from "@codemirror/language";
import { type Tag, tags } from "@lezer/highlight";

import source from "./attioql.tmLanguage.json";
import { type Grammar, type Stack, TextMate, type Token } from "./textmate.js";

const TAGS: Record<string, Tag> = {
  comment: tags.comment,
  string: tags.string,
  constant: tags.atom,
  "constant.numeric": tags.number,
  "constant.character": tags.escape,
  keyword: tags.keyword,
  "keyword.operator.comparison": tags.operator,
  "keyword.operator.arithmetic": tags.operator,
  "variable.other.attribute": tags.propertyName,
  "variable.other.enummember": tags.atom,
  "variable.parameter": tags.variableName,
  "entity.name.type": tags.typeName,
  support: tags.function(tags.variableName),
  punctuation: tags.punctuation,
  invalid: tags.invalid,
};

/** Return the longest name of the table that a scope begins with. */
function nameOf(scope: string): string | null {
  const parts = scope.split(".");
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join(".");
    if (name in TAGS) return name.replaceAll(".", "-");
  }
  return null;
}

interface State {
  stack: Stack;
  tokens: Token[];
}

const reader = new TextMate(source as unknown as Grammar);

function token(stream: StringStream, state: State): string | null {
  if (stream.sol()) Object.assign(state, reader.line(stream.string, state.stack));
  const found = state.tokens.find((each) => each.to > stream.pos);
  if (found === undefined) {
    stream.skipToEnd();
    return null;
  }
  const isInside = found.from <= stream.pos;
  stream.pos = isInside ? found.to : found.from;
  return isInside ? nameOf(found.scopes.at(-1) ?? "") : null;
}

export const queryLanguage = StreamLanguage.define<State>({
  name: "attioql",
  startState: () => ({ stack: [], tokens: [] }),
  copyState: (state) => ({ ...state }),
  token,
  blankLine: (state) => Object.assign(state, reader.line("", state.stack)),
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"', "'", "`"] } },
  tokenTable: Object.fromEntries(Object.entries(TAGS).map(([name, tag]) => [name.replaceAll(".", "-"), tag])),
});

export const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--code-comment)" },
  { tag: [tags.string, tags.escape], color: "var(--code-string)" },
  { tag: [tags.number, tags.atom, tags.bool, tags.null], color: "var(--code-value)" },
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.operator, tags.punctuation, tags.separator, tags.bracket], color: "var(--code-sign)" },
  { tag: [tags.propertyName, tags.typeName], color: "var(--code-name)" },
  { tag: [tags.variableName, tags.function(tags.variableName)], color: "var(--code-function)" },
  { tag: tags.invalid, color: "var(--error)" },
]);
