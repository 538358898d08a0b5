// node form.mjs PAGE CHROMIUM < {today, accounts: [{field: value, ...}, ...]}: fills in the page's form as a person does and
// gives what stands on the page for each account: sentences and the rows of the table. `requests` is all that it fetched.
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [page_file, chromium] = process.argv.slice(2);
const { today, accounts } = JSON.parse(await text(process.stdin));
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
const requests = [];
const errors = [];
page.on("request", (request) => {
  const url = request.url(); // data: is Chromium's own picture of a calendar in a date field
  if (!url.startsWith("data:")) requests.push(url.split("/").at(-1));
});
page.on("pageerror", (error) => errors.push(error.message));
await page.setViewport({ width: 390, height: 844 });
await page.evaluateOnNewDocument((day) => {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [`${day}T12:00:00`])); }
  };
}, today);
await page.goto(pathToFileURL(page_file).href);
const shown = () => page.evaluate(() => ({
  text: document.body.innerText,
  own: [document.body.cloneNode(true)].map((copy) => {
    copy.querySelectorAll("[lang], script").forEach((each) => each.remove());
    return copy.innerText;
  })[0],
  answerTop: document.getElementById("answer").getBoundingClientRect().bottom,
  columns: [...document.querySelector(".rates table").tHead.rows[0].cells]
    .filter((head) => head.checkVisibility() && head.getBoundingClientRect().right <= window.innerWidth)
    .map((head) => [head.dataset.year ?? "", head.classList.contains("current"), head.innerText]),
}));
const first = await shown();
const answers = await page.evaluate((all) => {
  const form = document.getElementById("calculator");
  return all.map((account) => {
    for (const [name, value] of Object.entries(account)) {
      const field = form.elements[name];
      if (field.type === "checkbox") field.checked = value;
      else field.value = value;
      if (name === "irrigation") field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    form.dispatchEvent(new Event("input"));
    const cell = (each) => each.firstChild?.textContent ?? "";
    return {
      said: [...document.querySelectorAll("#answer p")].map((each) => each.textContent),
      rows: [...document.querySelectorAll("#lines tr")].map((row) => [...row.cells].map(cell)),
    };
  });
}, accounts);
const after = await shown();
await page.click("button.years");
const all = await shown();
await browser.close();
process.stdout.write(JSON.stringify({ first, answers, after, all, requests, errors }));
