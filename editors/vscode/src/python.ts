// Asks the extension for Python, if it is installed, which environment is selected.
import { type Disposable, type Event, extensions, type Uri } from "vscode";

interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    readonly onDidChangeActiveEnvironmentPath: Event<unknown>;
  };
}

/** Return the path of the selected interpreter or of its environment; `undefined` without the extension for Python. */
export async function selectedPython(folder: Uri | undefined): Promise<string | undefined> {
  const path = (await api())?.environments.getActiveEnvironmentPath(folder).path;
  return path === undefined || path === "" || path === "DEFAULT_PYTHON" ? undefined : path;
}

/** Call a function when another environment is selected. */
export async function onPythonChange(changed: () => unknown): Promise<Disposable | undefined> {
  return (await api())?.environments.onDidChangeActiveEnvironmentPath(changed);
}

async function api(): Promise<PythonApi | undefined> {
  const extension = extensions.getExtension<Partial<PythonApi>>("ms-python.python");
  if (extension === undefined) {
    return undefined;
  }
  try {
    const found = await extension.activate();
    return found.environments === undefined ? undefined : { environments: found.environments };
  } catch {
    return undefined;
  }
}
