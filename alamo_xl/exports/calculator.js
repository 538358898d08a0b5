// The calculator: reads the form, asks the law (law.js), writes the answer in the words of the page (page.js).
const form = document.getElementById("calculator");

function dollars(cents) {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? "-" : ""}$${grouped(size / 100n)}.${(size % 100n).toString().padStart(2, "0")}`;
}

function signed(text, number) {
  return number > 0n ? `+${text}` : text;
}

function percent(tenths) {
  if (tenths === null) return "–";
  const size = tenths < 0n ? -tenths : tenths;
  return signed(`${tenths < 0n ? "-" : ""}${grouped(size / 10n)}.${size % 10n}%`, tenths);
}

// A quantity in millionths without needless zeros.
function plain(quantity) {
  const part = (quantity % MILLION).toString().padStart(6, "0").replace(/0+$/, "");
  return grouped(quantity / MILLION) + (part ? `.${part}` : "");
}

function sentence(refused) {
  const values = { ...refused };
  if ("class" in values) values.class = words[`refused.${values.class}`];
  if ("hint" in values) values.hint = values.hint ? words["refused.hint"] : "";
  return say(`refused.${refused.refused}`, values);
}

function asked() {
  const given = (name) => form.elements[name].value;
  return {
    customerClass: given("class"),
    size: given("size"),
    location: given("place"),
    irrigation: form.elements.irrigation.checked,
    sewer: form.elements.sewer.checked,
    units: given("units"),
    use: given("use"),
    unit: given("unit"),
  };
}

function lineRow(account, bills, position) {
  const { service, charge, quantity } = bills[0].lines[position];
  const label = say(`line.${service}-${charge}`, { share: plain(bills[0].sewerReturn * 100000n) });
  const counted = charge !== "base" ? "ccf" : account.size === schedule.unitSize ? "units" : null;
  const heading = element("th", label, { scope: "row" });
  if (counted) heading.append(small(say(`answer.${counted}`, { quantity: plain(quantity) })));
  const amounts = bills.map((each) => {
    const { rate, amount } = each.lines[position];
    const at = counted ? [small(say("answer.at", { rate: dollars(rate) }))] : [];
    return element("td", dollars(amount), {}, ...at);
  });
  return element("tr", "", {}, heading, ...amounts);
}

function table(account, years, bills) {
  const heads = years.map((year) => {
    const head = element("th", say("answer.year", { year }), { scope: "col" });
    if (year === currentYear) head.append(small(say("answer.current")));
    return head;
  });
  const row = (heading, ...cells) => element("tr", "", {}, element("th", heading, { scope: "row" }), ...cells);
  const rows = bills[0].lines.map((_, position) => lineRow(account, bills, position));
  const total = row(say("answer.total"), ...bills.map((each) => element("td", dollars(each.total))));
  total.className = "total";
  const change = bills.length < 2 ? [] : [row(say("answer.change"), element("td"), element("td", moved(bills)))];
  return element("table", "", {}, element("caption", say("calculator.lines")),
    element("thead", "", {}, element("tr", "", {}, element("th", say("tables.charge"), { scope: "col" }), ...heads)),
    element("tbody", "", {}, ...rows, total, ...change));
}

function moved([before, after]) {
  const change = after.total - before.total;
  return `${signed(dollars(change), change)} (${percent(tenthsOfPercent(before.total, after.total))})`;
}

// This year beside the next: what is said, each once with its kind, and the years that are priced with their bills.
function answer(account, date) {
  const year = fiscalYear(date);
  if (year === null) return { said: [[sentence({ refused: "date" }), "refused"]], years: [], bills: [] };
  const both = [year, year + 1].map((each) => [each, bill(schedule, account, each)]);
  const priced = both.filter(([, each]) => each.lines);
  const bills = priced.map(([, each]) => each);
  const said = both.map(([each, { total, lines, ...refused }], place) => {
    if (!lines) return [sentence(refused), "refused"];
    if (place === 0) return [say("answer.this", { amount: dollars(total), year: each }), "this"];
    const change = bills.length > 1 ? `: ${moved(bills)}` : "";
    return [say("answer.next", { amount: dollars(total), start: each - 1, change }), "next"];
  });
  return { said: [...new Map(said)], years: priced.map(([each]) => each), bills };
}

function show() {
  const account = asked();
  document.getElementById("units-field").hidden = account.size !== schedule.unitSize;
  const { said, years, bills } = answer(account, form.elements.date.value);
  document.getElementById("answer").replaceChildren(...said.map(([text, kind]) => element("p", text, { class: kind })));
  const lines = years.length ? [table(account, years, bills)] : [];
  document.getElementById("lines").replaceChildren(...lines);
}

form.elements.date.value = today;
form.elements.irrigation.addEventListener("change", () => {
  form.elements.sewer.checked = !form.elements.irrigation.checked; // R5
  show();
});
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
show();
document.getElementById("calculate").hidden = false;
