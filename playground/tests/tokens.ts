// Reads a list of texts from standard input, and writes for each text its tokens as [line, start, end, scopes].
import { readFileSync } from "node:fs";

import source from "../../editors/vscode/syntaxes/attioql.tmLanguage.json";
import { type Grammar, type Stack, TextMate } from "../src/textmate.js";

const reader = new TextMate(source as unknown as Grammar);
const texts = JSON.parse(readFileSync(0, "utf8")) as string[];
const answers = texts.map((text) => {
  let stack: Stack = [];
  return text.split(/\r\n|\r|\n/).flatMap((line, number) => {
    const read = reader.line(line, stack);
    stack = read.stack;
    return read.tokens.map(({ from, to, scopes }) => [number, from, to, scopes]);
  });
});
process.stdout.write(JSON.stringify(answers));
