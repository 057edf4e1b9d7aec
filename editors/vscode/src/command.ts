// Finds the command that runs AttioQL, and says what to do if there is none.
import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, dirname, extname, join } from "node:path";

const INSTALL = "Install AttioQL with its extra `lsp` in the Python environment of this workspace, or set `attioql.command`.";
const EXECUTABLE = process.platform === "win32" ? "attioql.exe" : "attioql";
const SCRIPTS = process.platform === "win32" ? "Scripts" : "bin";
const TRIAL_MILLISECONDS = 20_000;

export interface Command {
  readonly program: string;
  readonly before: readonly string[];
  readonly foundIn: string;
}

export interface Places {
  readonly configured: readonly string[];
  readonly python: string | undefined;
  readonly folders: readonly string[];
  readonly path: string;
}

/** Return the command of the settings, or else the first `attioql` of the places where it may be installed. */
export async function findCommand(places: Places): Promise<Command | undefined> {
  const [program, ...before] = places.configured;
  if (program !== undefined) {
    return { program, before, foundIn: "the setting `attioql.command`" };
  }
  for (const [folder, foundIn] of candidates(places)) {
    const found = join(folder, EXECUTABLE);
    if (await isExecutable(found)) {
      return { program: found, before: [], foundIn };
    }
  }
  return undefined;
}

/** Return why a command cannot start the server, as a sentence with what to do; `undefined` if it can. */
export async function faultOf(command: Command | undefined, directory: string | undefined, variables: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (command === undefined) {
    return `\`attioql\` is neither in the selected Python environment nor on PATH. ${INSTALL}`;
  }
  const told = await trial(command, directory, variables);
  if (told === undefined) {
    return undefined;
  }
  return `\`${[command.program, ...command.before].join(" ")}\`, from ${command.foundIn}, cannot start the server: ${told}. ${INSTALL}`;
}

function candidates(places: Places): [string, string][] {
  const found: [string, string][] = [];
  if (places.python !== undefined) {
    const python = places.python;
    const folders = extname(python) === ".exe" || dirname(python).endsWith(SCRIPTS) ? [dirname(python), join(dirname(python), SCRIPTS)] : [join(python, SCRIPTS), dirname(python)];
    found.push(...folders.map((folder): [string, string] => [folder, "the selected Python environment"]));
  }
  for (const folder of places.folders) {
    found.push(...[".venv", "venv"].map((name): [string, string] => [join(folder, name, SCRIPTS), `\`${name}\` of the workspace`]));
  }
  found.push(...places.path.split(delimiter).filter(Boolean).map((folder): [string, string] => [folder, "PATH"]));
  return found;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Have `lsp` say whether the server can start: it fails as the server would, for want of the program, of its version or of the extra. */
function trial(command: Command, directory: string | undefined, variables: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { cwd: directory, env: variables, timeout: TRIAL_MILLISECONDS };
    execFile(command.program, [...command.before, "lsp", "--check"], options, (error, _output, complaint) => {
      resolve(error === null ? undefined : (lastLine(complaint) ?? lastLine(error.message) ?? "it fails"));
    });
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split(/\r?\n/).at(-1)?.replace(/^Error: /, "").replace(/\.$/, "") || undefined;
}
