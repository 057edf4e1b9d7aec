// Counts tokens of the encoding o200k: reads JSON from standard input, {"texts": [...]}, and prints the counts.
// With {"words": [...]} as well, prints which of its words and of the common ones are one token, and which pairs of letters are not joined.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.env.TOKENIZER + "/");
const { encode } = await import(pathToFileURL(require.resolve("gpt-tokenizer/encoding/o200k_base")).href);
const given = JSON.parse(readFileSync(0, "utf8"));
const count = (text) => encode(text, { disallowedSpecial: new Set() }).length;
const answer = { counts: given.texts.map(count) };
if (given.words) {
  const small = "abcdefghijklmnopqrstuvwxyz";
  const signs = [...Array(128).keys()].map((code) => String.fromCharCode(code)).filter((sign) => !/[A-Za-z0-9 ]/.test(sign));
  const ranked = readFileSync(process.env.TOKENIZER + "/node_modules/gpt-tokenizer/data/o200k_base.tiktoken", "utf8")
    .split("\n", 10000)
    .map((line) => Buffer.from(line.split(" ")[0], "base64").toString("utf8"))
    .filter((token) => /^ [a-z]{3,}$/.test(token))
    .map((token) => token.slice(1));
  const words = [...new Set([...ranked, ...given.words])].filter((word) => count(" " + word) === 1);
  const fits = (word, most) => count(word) <= most && signs.every((sign) => count(sign + word) <= 1 + most);
  answer.anywhere = words.filter((word) => fits(word, 1)).sort();
  answer.after_blank = words.filter((word) => !fits(word, 1) && fits(word, 2)).sort();
  answer.after_low_line = words.filter((word) => fits(word, 2) && count("_" + word) === 1).sort();
  answer.blanks = signs.filter((sign) => sign > " " && sign < "\x7f" && count(" " + sign) > 1);
  answer.apart = [...small].flatMap((first) => [...small].map((second) => first + second)).filter((pair) => count(pair) > 1);
}
console.log(JSON.stringify(answer));
