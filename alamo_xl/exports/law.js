// The law of a bill in whole numbers (BigInt), as alamo_xl/bill.py has it in Decimal; the tests hold the two together.
// Money is in cents, volume in thousandths of a CCF, a line's quantity in millionths.
const MILLION = 1000000n;
const THOUSAND = 1000n;
const FIRST_MONTH = 7;
const UNITS_MOST = 100000n;
const NUMBER = /^(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?$/;
// A gallon is 231 cubic inches and a CCF 100 cubic feet of 1,728: 172,800 / 231 gallons, about 748.05.
const PER_CCF = { ccf: [1n, 1n], gallons: [231n, 172800n] };

function halfUp(numerator, denominator) {
  return (2n * numerator + denominator) / (2n * denominator);
}

// A number as people write it, as a fraction [top, bottom]; null where it is none.
function fraction(text) {
  const found = NUMBER.exec(text.trim());
  if (!found || !/\d/.test(text) || text.length > 40) return null;
  const part = found[2] ?? "";
  return [BigInt(found[1].replaceAll(",", "") + part), 10n ** BigInt(part.length)];
}

// The use in thousandths of a CCF, half up once its range is checked (R7), or what is refused.
function volume(text, unit, most) {
  const given = fraction(text);
  if (!given) return { refused: "use" };
  const top = given[0] * PER_CCF[unit][0];
  const bottom = given[1] * PER_CCF[unit][1];
  if (top > BigInt(most) * bottom) return { refused: "range", most: grouped(BigInt(most)) };
  return { metered: halfUp(top * THOUSAND, bottom) };
}

// A fiscal year begins on July 1 of the year before (R13); date as 2026-07-01, null where it is none.
function fiscalYear(date) {
  const found = /^(\d{4})-(\d{2})-\d{2}$/.exec(date);
  return found ? Number(found[1]) + (Number(found[2]) >= FIRST_MONTH ? 1 : 0) : null;
}

function grouped(number) {
  return number.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

// One month's bill of an account in a fiscal year: lines and total in cents, or what is refused and why.
// account: customerClass, size, location, irrigation, sewer, units (text), use (text), unit (ccf or gallons).
function bill(schedule, account, year) {
  const key = (service, charge, size = "") =>
    [service, account.customerClass, account.location, charge, size].join("|");
  if (!(key("water", "base", account.size) in schedule.rates)) return notPrinted(schedule, account);
  const column = schedule.years.indexOf(year);
  if (column < 0) {
    const [first, last] = [schedule.years[0], schedule.years.at(-1)];
    return { refused: "year", year, instrument: schedule.instrument, first, last };
  }
  const units = account.size === schedule.unitSize ? wholeNumber(account.units) : 1n;
  if (units === null || units < 1n || units > UNITS_MOST) return { refused: "units", most: grouped(UNITS_MOST) };
  const { metered, ...refused } = volume(account.use, account.unit, schedule.most);
  if (metered === undefined) return refused;
  const line = (service, charge, quantity, size = "") => {
    const rate = BigInt(schedule.rates[key(service, charge, size)][column]);
    return { service, charge, quantity, rate, amount: halfUp(quantity * rate, MILLION) };
  };
  const returned = BigInt(schedule.sewerReturn[column]);
  const lines = [
    line("water", "base", units * MILLION, account.size),
    line("water", account.irrigation ? "irrigation" : "usage", metered * THOUSAND),
  ];
  if (account.sewer) {
    lines.push(line("sewer", "base", units * MILLION, account.size), line("sewer", "usage", metered * returned));
  }
  return { lines, total: lines.reduce((sum, each) => sum + each.amount, 0n), sewerReturn: returned };
}

function wholeNumber(text) {
  const given = fraction(text);
  return given && given[0] % given[1] === 0n ? given[0] / given[1] : null;
}

// The sentence for a size that the resolution does not print (R3): what is printed, never the nearest one.
function notPrinted(schedule, account) {
  const before = ["water", account.customerClass, account.location, "base", ""].join("|");
  const sizes = Object.keys(schedule.rates)
    .filter((key) => key.startsWith(before))
    .map((key) => key.slice(before.length));
  const several = sizes.includes(schedule.unitSize);
  const refused = account.size === schedule.unitSize ? "multi-family" : account.size ? "size" : "other";
  const printed = sizes.filter((size) => size !== schedule.unitSize).join(", ");
  return { refused, class: account.customerClass, size: account.size, sizes: printed, hint: several };
}

// The change between two totals in tenths of a per cent, half away from zero; null from nothing.
function tenthsOfPercent(before, after) {
  if (before === 0n) return null;
  const moved = after - before;
  const size = halfUp((moved < 0n ? -moved : moved) * THOUSAND, before);
  return moved < 0n ? -size : size;
}
