// Reads places, as `findCommand` takes them, from standard input, and writes the command that it finds and what is wrong with that.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const modules = createRequire(join(process.argv[2], "package.json"));
const source = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "command.ts");
const { outputFiles } = modules("esbuild").buildSync({ entryPoints: [source], bundle: true, platform: "node", format: "cjs", write: false });
const built = { exports: {} };
new Function("module", "exports", "require", outputFiles[0].text)(built, built.exports, modules);
const command = await built.exports.findCommand(JSON.parse(readFileSync(0, "utf8")));
const fault = await built.exports.faultOf(command, undefined, process.env);
process.stdout.write(JSON.stringify({ command, fault }));
