// node law.mjs LAW < {schedule, cases: [[account, year], ...]}: each bill's lines and total in cents, or what is refused.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";

const law = new Function(`${readFileSync(process.argv[2], "utf8")}; return { bill, fiscalYear, tenthsOfPercent };`)();
const { schedule, cases, dates, changes } = JSON.parse(await text(process.stdin));
const numbers = (_, value) => (typeof value === "bigint" ? value.toString() : value);
const answers = {
  bills: cases.map(([account, year]) => law.bill(schedule, account, year)),
  years: dates.map(law.fiscalYear),
  changes: changes.map(([before, after]) => law.tenthsOfPercent(BigInt(before), BigInt(after))),
};
process.stdout.write(JSON.stringify(answers, numbers));
