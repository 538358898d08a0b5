// Unpacks a wheel inside Pyodide and calls the functions: node inside.mjs WHEEL < calls.json
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const pyodide = await loadPyodide();
pyodide.unpackArchive(new Uint8Array(readFileSync(process.argv[2])), "wheel");
pyodide.globals.set("calls", readFileSync(0, "utf8"));
const answers = pyodide.runPython(`
import json
import sys
from alamo_xl import functions
json.dumps({
    "platform": sys.platform,
    "results": [getattr(functions, name)(*given) for name, given in json.loads(calls)],
})
`);
process.stdout.write(answers);
