// Starts the language server of AttioQL, and restarts it when what it depends on changes.
import { isAbsolute, join } from "node:path";
import { commands, type ConfigurationChangeEvent, type ExtensionContext, type LogOutputChannel, type Uri, window, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { type Command, faultOf, findCommand } from "./command";
import { onPythonChange, selectedPython } from "./python";

const NAME = "AttioQL";
const SETTINGS = "attioql";
const OPEN_SETTINGS = "Open Settings";
const SHOW_LOG = "Show Log";
const TRY_AGAIN = "Try Again";

let session: Session | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel(NAME, { log: true });
  session = new Session(log);
  const restart = (): Promise<void> => session?.restart() ?? Promise.resolve();
  context.subscriptions.push(
    log,
    commands.registerCommand("attioql.restart", restart),
    commands.registerCommand("attioql.showLog", () => log.show()),
    workspace.onDidChangeConfiguration((event) => (needsRestart(event) ? restart() : undefined)),
    workspace.onDidGrantWorkspaceTrust(restart),
  );
  const listener = await onPythonChange(restart);
  if (listener !== undefined) {
    context.subscriptions.push(listener);
  }
  await restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

function needsRestart(event: ConfigurationChangeEvent): boolean {
  return ["command", "workspaceFile", "languages"].some((name) => event.affectsConfiguration(`${SETTINGS}.${name}`));
}

/** One server at a time: a restart that is asked for during another waits for it. */
class Session {
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly log: LogOutputChannel) {}

  restart(): Promise<void> {
    this.queue = this.queue.then(() => this.stopped()).then(() => this.start());
    return this.queue;
  }

  stop(): Promise<void> {
    this.queue = this.queue.then(() => this.stopped());
    return this.queue;
  }

  private async stopped(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(`The server did not stop as it should: ${String(error)}`);
    }
  }

  private async start(): Promise<void> {
    if (!workspace.isTrusted) {
      this.log.info("The workspace is not trusted: the server does not start.");
      return;
    }
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const directory = folder?.scheme === "file" ? folder.fsPath : undefined;
    const variables = environment(folder, directory);
    const command = await findCommand({
      configured: workspace.getConfiguration(SETTINGS).get<string[]>("command", []),
      python: await selectedPython(folder),
      folders: (workspace.workspaceFolders ?? []).map((each) => each.uri.fsPath),
      path: process.env["PATH"] ?? "",
    });
    const fault = await faultOf(command, directory, variables);
    if (command === undefined || fault !== undefined) {
      this.report(fault ?? "the server is not found");
      return;
    }
    this.log.info(`Starting ${command.program}, from ${command.foundIn}.`);
    const client = new LanguageClient(SETTINGS, NAME, serverOptions(command, directory, variables), this.clientOptions());
    try {
      await client.start();
      this.client = client;
    } catch (error) {
      this.report(`The server stopped while it started: ${String(error)}. The log has its last words.`);
    }
  }

  private clientOptions(): LanguageClientOptions {
    const languages = workspace.getConfiguration(SETTINGS).get<string[]>("languages", ["attioql"]);
    return {
      documentSelector: languages.flatMap((language) => ["file", "untitled"].map((scheme) => ({ language, scheme }))),
      outputChannel: this.log,
    };
  }

  private report(message: string): void {
    this.log.error(message);
    void window.showErrorMessage(`${NAME}: ${message}`, TRY_AGAIN, OPEN_SETTINGS, SHOW_LOG).then((chosen) => {
      if (chosen === TRY_AGAIN) {
        void this.restart();
      } else if (chosen === OPEN_SETTINGS) {
        void commands.executeCommand("workbench.action.openSettings", SETTINGS);
      } else if (chosen === SHOW_LOG) {
        this.log.show();
      }
    });
  }
}

function serverOptions(command: Command, directory: string | undefined, variables: NodeJS.ProcessEnv): ServerOptions {
  const options = { env: variables, ...(directory === undefined ? {} : { cwd: directory }) };
  return { command: command.program, args: [...command.before, "lsp"], options };
}

/** Return the environment of the server: AttioQL takes the workspace file of a setting from a variable, as it does everywhere. */
function environment(folder: Uri | undefined, directory: string | undefined): NodeJS.ProcessEnv {
  const file = workspace.getConfiguration(SETTINGS, folder ?? null).get<string>("workspaceFile", "");
  if (file === "") {
    return process.env;
  }
  const path = isAbsolute(file) || directory === undefined ? file : join(directory, file);
  return { ...process.env, ATTIOQL_WORKSPACE: path };
}
