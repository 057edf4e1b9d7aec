/** Runs the package in Pyodide. It answers one request after the other; after a fatal error the page starts another worker. */

import { loadPyodide } from "pyodide";

import type { Reply, Request } from "./protocol.js";

const PACKAGES = "/packages";

const FILES = ["pyodide.asm.wasm", "python_stdlib.zip", "packages.tar.xz"];

/** The share of the progress bar that loading takes. */
const LOADED = 0.7;

type Call = (method: string, given: string) => string;

function reply(said: Reply): void {
  postMessage(said);
}

/** Have `fetch` tell how much has come of all the files, whoever asks for one. */
function countBytes(total: number): void {
  const fetchFile = self.fetch;
  let come = 0;
  self.fetch = async (input, init) => {
    const response = await fetchFile(input, init);
    if (response.body === null) return response;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        come += part.length;
        reply({ kind: "progress", done: Math.min(1, come / total) * LOADED, said: "Loading Python" });
        controller.enqueue(part);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counter), { status, statusText, headers });
  };
}

async function fetched(name: string): Promise<Response> {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
  return response;
}

async function start(): Promise<Call> {
  const sizes = (await (await fetched("sizes.json")).json()) as Record<string, number>;
  countBytes(FILES.reduce((sum, name) => sum + (sizes[name] ?? 0), 0));
  const [python, packages] = await Promise.all([
    loadPyodide({ indexURL: new URL(".", import.meta.url).href }),
    fetched("packages.tar.xz").then((response) => response.arrayBuffer()),
  ]);
  reply({ kind: "progress", done: LOADED + 0.1, said: "Starting AttioQL" });
  python.unpackArchive(packages, "xztar", { extractDir: PACKAGES });
  const call = python.runPython(`
import sys
sys.path.insert(0, "${PACKAGES}")
import playground_bridge
playground_bridge.Session().call
`) as Call;
  return call;
}

function answer(call: Call, request: Request): void {
  try {
    reply({ kind: "answer", id: request.id, answer: call(request.method, request.given) });
  } catch (error) {
    const message = String(error);
    const isOfPython = error instanceof Error && error.name === "PythonError";
    reply(isOfPython ? { kind: "failed", id: request.id, message } : { kind: "fatal", message });
  }
}

start().then(
  (call) => {
    self.onmessage = (event: MessageEvent<Request>) => answer(call, event.data);
    reply({ kind: "ready" });
  },
  (error: unknown) => reply({ kind: "fatal", message: String(error) }),
);
