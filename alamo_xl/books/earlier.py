"""Where the inputs of earlier versions' models stand in this version's: the sheets that were laid out anew.

0.1 and 0.2: one sheet Requirement held what rates must pay for, levers of rate design were one value for all years,
and the bill frequency knew bills by class alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alamo_xl.books import vocabulary as words
from alamo_xl.books.carried import SCENARIOS, STANDING, Carried, Inputs
from alamo_xl.books.input_cells import InputCell
from alamo_xl.books.saved import Value

REQUIREMENT, FREQUENCY, PROOF, ACTUALS = "Requirement", "Bill frequency", "Revenue proof", "Actuals"
ANEW = ("Operations", "Capital plan", "Debt", "Reserves", "Fees and taps")
"""The sheets that took Requirement's place: what they open with is made up, and goes."""
LEVERS_BY_YEAR = (words.OUTSIDE, words.IRRIGATION, words.SEWER_RETURN, words.SHIFT)
FORMER = ("Coverage_target", "Reserve_days", "Operations_inflation", "General_inflation")
LABOR, CONSTRUCTION = "labor", "construction"
BY_CLASS = "bills stand by class, location, meter, irrigation and sewer now"


def moved(old: Inputs, new: Inputs, numbers: Mapping[int, int], carried: Carried) -> set[InputCell]:
    """Carries what stands elsewhere now; the inputs of the old model that are dealt with. numbers: old block to new."""
    done = set(_scenario_names(old, new, numbers, carried)) | set(_levers(old, new, numbers, carried))
    if "Op_dollars" not in old.book:
        _of_the_base_year(old, new, carried)
        done |= {*_requirement(old, new, carried), *_control(old, new, carried), *_ledger(old, new, carried)}
        done |= set(_impact(old, new, carried))
    if "Freq_size" not in old.book:
        done |= set(_frequency(old, carried))
    return done


def _scenario_names(old: Inputs, new: Inputs, numbers: Mapping[int, int], carried: Carried) -> Iterator[InputCell]:
    """A scenario's name stands in its block now, and what it is about beside it."""
    theirs, ours = old.scenarios(), new.scenarios()
    for number, cells in theirs.items():
        for cell, there in zip(cells, ours.get(numbers.get(number, 0), (None, None)), strict=True):
            if cell is not None and there is not None:
                carried.typed[there] = cell.value
                yield cell


def _levers(old: Inputs, new: Inputs, numbers: Mapping[int, int], carried: Carried) -> Iterator[InputCell]:
    """Change of use had one row; multipliers, return and shift one value for all years, now that of the first open
    year, which the later years follow.
    """
    first_open = old.book.whole(old.book.one("Base_year"), 1900, 2199) + 1
    for cell in old.of(SCENARIOS):
        label = cell.label
        if not label.words or label.number not in numbers:
            continue
        number, lever = numbers[label.number], label.words[0]
        if lever == words.USAGE_CHANGE and not set(label.words[1:2]) & set(words.USE_GROUPS):
            there = new.find(SCENARIOS, (lever, words.USE_OF_ALL), label.heading, number)
        elif lever in LEVERS_BY_YEAR and label.heading == words.ALL_YEARS:
            there = new.find(SCENARIOS, label.words, first_open, number)
        else:
            continue
        if there is not None:
            carried.typed[there] = cell.value
            yield cell


def _of_the_base_year(old: Inputs, new: Inputs, carried: Carried) -> None:
    """All data were the base year's; accounts with sewer alone were not told apart."""
    for name in ("Determinants_year", "Opening_year", "Ledger_year"):
        carried.typed[new.names[name]] = old.named("Base_year").value
    carried.typed[new.names["Determinants_source"]] = f"carried over from {old.file}"
    for cell in new.column("Determinants", "Sewer-only (metered-equivalent CCF)"):
        carried.typed[cell] = 0


def _ledger(old: Inputs, new: Inputs, carried: Carried) -> Iterator[InputCell]:
    """The revenue proof stands on Actuals, whose made-up years go."""
    for cell in new.of(ACTUALS):
        if cell.name is None:
            carried.typed[cell] = None
    for cell in old.of(PROOF):
        if cell.name is None:
            carried.put(new.labels.get(cell.label._replace(sheet=ACTUALS)), cell)
            yield cell


def _impact(old: Inputs, new: Inputs, carried: Carried) -> Iterator[InputCell]:
    """It was from the adopted rates of the base year to those of the scenario shown."""
    pairs: dict[str, Value] = {"from_scenario": STANDING[0], "from_year": old.named("Base_year").value}
    pairs |= {"to_scenario": old.named("Scenario").value, "to_year": old.named("Impact_to").value}
    carried.typed |= {new.names[f"Impact_{what}"]: value for what, value in pairs.items()}
    yield old.named("Impact_to")


def _control(old: Inputs, new: Inputs, carried: Carried) -> Iterator[InputCell]:
    """One coverage target was of all debt; cash was the utility's, and earned nothing."""
    said = {name: old.named(name) for name in FORMER}
    carried.typed[new.names["Target_all"]] = said["Coverage_target"].value
    for name in ("Target_senior", "Target_senior_less_connections", "Target_all_less_connections"):
        carried.typed[new.names[name]] = None
    carried.typed[new.names["Cash_pooled"]] = words.YES
    carried.typed[new.names["Interest_rate"]] = 0
    carried.typed[new.names["Reach"]] = 1
    for name, index in (("Operations_inflation", LABOR), ("General_inflation", words.GENERAL_INDEX)):
        carried.typed |= dict.fromkeys(_index_row(new, index), said[name].value)
    days = new.column("Reserves", "Operating (days of O&M)")
    carried.typed |= dict.fromkeys(days, said["Reserve_days"].value)
    yield from said.values()


def _index_row(new: Inputs, index: str) -> list[InputCell]:
    return [cell for cell in new.of("Operations") if cell.label.words[:2] == (index, words.COST_INDEX)]


def _requirement(old: Inputs, new: Inputs, carried: Carried) -> Iterator[InputCell]:
    """Operations become a line, debt a row, a year's capital a project of its own, in the dollars of its year."""
    terms = _terms(new)
    for cell in (cell for sheet in ANEW for cell in new.of(sheet)):
        if cell.name is None and cell not in terms:
            if not cell.label.words:
                carried.typed[cell] = None
            elif isinstance(cell.value, int | float):
                carried.typed[cell] = 0
    lines = {heading: iter(new.column("Operations", heading)) for heading in OPERATING}
    debts = _rows(new, "Debt", "Debt")
    projects = _rows(new, "Capital plan", "Project")
    debt_rows: dict[tuple[str, ...], dict[Value, InputCell]] = {}
    for cell in old.of(REQUIREMENT):
        yield cell
        if cell.name is not None:
            for name in STATUSES:
                carried.typed[new.names[name]] = cell.value
            continue
        line, service = (*cell.label.words, "", "")[:2]
        if line == words.OPENING_CASH:
            carried.put(new.find("Reserves", (service,), "Unrestricted cash ($)"), cell)
        elif line == words.OPERATIONS:
            said = dict(zip(OPERATING, (line, service, None, LABOR, cell.value, 0), strict=True))
            carried.typed.update({next(lines[heading]): value for heading, value in said.items()})
        elif line in (words.EXISTING_DEBT, words.PROPOSED_DEBT):
            row = debt_rows.get((line, service))
            if row is None:
                row = debt_rows[line, service] = next(debts)
                for heading, value in (("Debt", f"{line}, {service}"), ("Service", service), ("Lien", words.SENIOR)):
                    carried.typed[row[heading]] = value
            carried.typed[row[cell.label.heading]] = cell.value
        elif line == words.CAPITAL:
            if cell.value:
                row, year = next(projects), cell.label.heading
                said = dict(zip(PROJECT, (f"Capital of FY{year}, {service}", service, CONSTRUCTION), strict=True))
                said |= {"Base-year dollars": cell.value, "Years of spending": 1, "From grants": 0, "From debt": 0}
                said |= {f"First year in {plan}": year for plan in words.PLANS}
                carried.typed.update({row[heading]: value for heading, value in said.items()})
        else:
            kind = {words.TRANSFERS: words.TRANSFERS_OUT, words.OTHER_REVENUE: words.OTHER}.get(line, line)
            carried.put(new.find("Operations", (kind, service), cell.label.heading), cell)
    carried.notes.append(
        "operations, debt and capital stand on Operations, Debt and Capital plan; capital is in the dollars of its "
        "year: the construction index is 0 %"
    )


OPERATING = ("Line", "Service", "Category", "Cost index", "Base-year dollars", "Variable share")
PROJECT = ("Project", "Service", "Cost index")
STATUSES = ("Operations_status", "Capital_status", "Debt_status", "Reserve_status", "Taps_status")


def _terms(new: Inputs) -> set[InputCell]:
    """Terms of new debt stay: nothing is borrowed until somebody says so."""
    return {cell for cell in new.of("Debt") if cell.label.words}


def _rows(new: Inputs, sheet: str, first: str) -> Iterator[dict[Value, InputCell]]:
    """The rows of a list whose first column has this heading: their inputs by heading."""
    for top in new.column(sheet, first):
        yield {cell.label.heading: cell for cell in new.of(sheet) if cell.row == top.row}


def _frequency(old: Inputs, carried: Carried) -> Iterator[InputCell]:
    for cell in old.of(FREQUENCY):
        if cell.name is None and cell.value is not None:
            carried.left[cell] = BY_CLASS
        yield cell
