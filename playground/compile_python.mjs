// Compiles the Python files of a folder, without docstrings, with the Python that runs in the browser: `node compile_python.mjs FOLDER MODULES`.
import { pathToFileURL } from "node:url";

const [folder, modules] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${modules}/pyodide/pyodide.mjs`));
const python = await loadPyodide();
python.mountNodeFS("/packages", folder);
const isCompiled = python.runPython(`
import compileall, pathlib, py_compile
done = compileall.compile_dir(
    "/packages", quiet=1, legacy=True, stripdir="/packages", optimize=2, maxlevels=50,
    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
)
for each in pathlib.Path("/packages").rglob("*.py"):
    each.unlink()
bool(done)
`);
process.exit(isCompiled ? 0 : 1);
