// Reads {"scope", "texts"} from standard input, and writes for each text its tokens as [line, start, end, scopes].
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const modules = createRequire(join(process.argv[2], "package.json"));
const textmate = modules("vscode-textmate");
const oniguruma = modules("vscode-oniguruma");
const syntaxes = join(dirname(fileURLToPath(import.meta.url)), "..", "syntaxes");
const hosts = { "source.python": "python", "source.yaml": "yaml", "text.html.markdown": "markdown" };

const own = readdirSync(syntaxes).map((name) => join(syntaxes, name));
const known = new Map(own.map((path) => [JSON.parse(readFileSync(path, "utf8")).scopeName, path]));
const injected = [...known.keys()].filter((scope) => scope.includes("injection"));
const installed = join(process.argv[2], "node_modules");

const wasm = readFileSync(join(installed, "vscode-oniguruma", "release", "onig.wasm"));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const path = known.get(scope) ?? (hosts[scope] && join(installed, "tm-grammars", "grammars", `${hosts[scope]}.json`));
    return path ? textmate.parseRawGrammar(readFileSync(path, "utf8"), path) : null;
  },
  getInjections: (scope) => (scope in hosts ? injected : []),
});

const asked = JSON.parse(readFileSync(0, "utf8"));
const grammar = await registry.loadGrammar(asked.scope);
const answers = asked.texts.map((text) => {
  let stack = textmate.INITIAL;
  return text.split(/\r\n|\r|\n/).flatMap((line, number) => {
    const read = grammar.tokenizeLine(line, stack);
    stack = read.ruleStack;
    return read.tokens.map((token) => [number, token.startIndex, Math.min(token.endIndex, line.length), token.scopes]);
  });
});
process.stdout.write(JSON.stringify(answers));
