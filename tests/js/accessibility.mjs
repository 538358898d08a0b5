// node accessibility.mjs PAGE CHROMIUM SCREENSHOTS: axe-core's violations of WCAG A and AA, as JSON, at two widths.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [page_file, chromium, screenshots] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
const found = {};
for (const [name, width, height] of [["phone", 390, 844], ["desktop", 1280, 900]]) {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  await page.goto(pathToFileURL(page_file).href);
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: false });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() =>
    axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  found[name] = {
    overflow,
    passes: passes.length,
    violations: violations.map((each) => [each.id, each.help, each.nodes.slice(0, 3).map((node) => node.target.join(" "))]),
  };
}
await browser.close();
console.log(JSON.stringify(found));
