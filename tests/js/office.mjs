// Evaluates the code that a server offers to Excel, with stand-ins for Office's globals, and calls what it registers.
// node office.mjs BASE < calls.json: [[name, [argument, ...]], ...], each argument rows of cells or null.
import { readFileSync } from "node:fs";

const base = process.argv[2];
const code = await (await fetch(`${base}/xlwings/custom-functions-code.js`)).text();
const registered = {};

class ExcelError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function post(url, body, options) {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: options.headers });
  const text = await response.text();
  let data = text;
  try {
    data = JSON.parse(text);
  } catch {}
  if (!response.ok) {
    const error = new Error(`HTTP ${response.status}`);
    error.response = { status: response.status, statusText: response.statusText, data };
    throw error;
  }
  return { data };
}

const office = {
  Office: {
    onReady: (then) => Promise.resolve(then?.({ host: "Excel" })),
    context: { requirements: { isSetSupported: () => true } },
  },
  Excel: {
    run: async (work) => work({ workbook: { worksheets: { onCalculated: { add() {} } } }, sync: async () => {} }),
    RequestContext: class {
      workbook = { load() {}, name: "Book1.xlsx" };
      async sync() {}
    },
  },
  CustomFunctions: {
    associate: (id, called) => (registered[id] = called),
    Error: ExcelError,
    ErrorCode: { invalidValue: "#VALUE!", notAvailable: "#N/A" },
  },
  window: { location: { origin: base } },
  localStorage: undefined,
  config: {
    appPath: "",
    authProviders: [],
    requestTimeout: 30,
    customFunctionsMaxRetries: 3,
    customFunctionsRetryCodes: [500, 502, 503, 504],
    onWasm: false,
  },
  xlwings: { getCultureInfoName: async () => "en-US", getDateFormat: async () => "m/d/yyyy" },
  xwRequest: { post },
};
const names = Object.keys(office);
const quiet = { ...console, error() {}, log() {} };
const globals = { ...office, socket: null };
new Function(...names, "globalThis", "console", code)(...names.map((name) => office[name]), globals, quiet);

const results = [];
for (const [name, given] of JSON.parse(readFileSync(0, "utf8"))) {
  const invocation = { address: "Sheet1!A1", parameterAddresses: given.map(() => "Sheet1!B1") };
  try {
    results.push({ result: await registered[name](...given, invocation) });
  } catch (error) {
    results.push({ error: error.code ?? String(error), message: error.message });
  }
}
process.stdout.write(JSON.stringify({ names: Object.keys(registered), results }));
