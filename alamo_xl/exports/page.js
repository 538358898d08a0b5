// What every script of the page uses, and the current fiscal year: its column is marked in every table and, where the
// screen is narrow, shown first with the next one.
const { schedule, words } = JSON.parse(document.getElementById("page-data").textContent);
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
const currentYear = fiscalYear(today);

function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function element(name, text = "", attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([attribute, value]) => made.setAttribute(attribute, value));
  made.append(...(text === "" ? [] : [text]), ...children);
  return made;
}

function small(text) {
  return element("span", text, { class: "detail" });
}

for (const each of document.querySelectorAll("main table")) {
  const heads = [...each.querySelectorAll("thead th")];
  const years = heads.map((head) => Number(head.dataset.year ?? 0));
  const printed = years.filter((year) => year);
  if (!printed.length) continue;
  const shown = Math.min(Math.max(currentYear, printed[0]), printed.at(-1));
  const place = years.indexOf(currentYear);
  if (place >= 0) heads[place].append(small(say("answer.current")));
  for (const row of each.rows) {
    [...row.cells].forEach((cell, column) => {
      cell.classList.toggle("current", column === place);
      cell.classList.toggle("further", years[column] > 0 && ![shown, shown + 1].includes(years[column]));
    });
  }
}

const toggles = document.querySelectorAll("button.years");
for (const button of toggles) {
  button.addEventListener("click", () => {
    const all = document.documentElement.classList.toggle("all-years");
    toggles.forEach((each) => { each.textContent = say(all ? "page.fewer_years" : "page.all_years"); });
  });
}
document.documentElement.classList.add("scripted");
