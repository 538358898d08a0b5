// node schema.mjs SCHEMA < [document, ...]: compiles a JSON Schema in ajv's strict mode; for each document whether it holds.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import Ajv2020 from "ajv/dist/2020.js";

const complaints = [];
const logger = { log: (said) => complaints.push(said), warn: (said) => complaints.push(said), error: (said) => complaints.push(said) };
const ajv = new Ajv2020.default({ strict: true, strictTypes: true, strictTuples: true, allErrors: true, logger });
const holds = ajv.compile(JSON.parse(readFileSync(process.argv[2], "utf8")));
const answers = JSON.parse(await text(process.stdin)).map((each) => ({ valid: holds(each), errors: (holds.errors ?? []).slice(0, 3) }));
process.stdout.write(JSON.stringify({ complaints, answers }));
