"""An instrument's TOML to a Schedule; refuses what is incomplete, doubled, unsourced or not money to the cent."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from os import PathLike

from alamo_xl import designs, facts, given, inputs
from alamo_xl.errors import BadSchedule, NoAdoptedRate, NotUnderstood
from alamo_xl.facts import Entry
from alamo_xl.schedule import (
    ADJUSTMENTS,
    FLAT,
    RETURN,
    AuditRules,
    Condition,
    Fee,
    Footnote,
    KnownException,
    LateFee,
    Limits,
    PublicNote,
    RateKey,
    Reading,
    Schedule,
    Source,
)

ADOPTED = os.path.join(os.path.dirname(__file__), "adopted")
SERVICES = ("water", "sewer", "reclaimed")
CLASSES = ("household", "non-household", "all")
LOCATIONS = ("inside", "outside")
BASES = ("fixed", "minimum", "indicative")
CONDITIONED = (*SERVICES, "rates", "fees", "late-fee", "transfer-fee")  # beside the fees that have an amount
FACTOR_MAXIMUM, FACTOR_PLACES = Decimal(100), 3
STEPS = {"quantity_step": Decimal("0.001"), "money_step": Decimal("0.01")}


def load_schedule(on: date | None = None) -> Schedule:
    """The adopted schedule in force on a date (default: the newest adopted).

    Raises NoAdoptedRate for a date before the first instrument, and says how to add one.
    """
    adopted = adopted_schedules()
    if on is not None:
        first = adopted[0]
        adopted = [schedule for schedule in adopted if schedule.in_force <= on]
        if not adopted:
            raise NoAdoptedRate(
                f"no adopted rate on {on}; the first instrument here is {first.name}, in force {first.in_force}; "
                "add the earlier one as a dated TOML in alamo_xl/adopted"
            )
    return newest(adopted)


def newest(adopted: Sequence[Schedule], fiscal_year: int | None = None) -> Schedule:
    """The newest of some schedules that prices a fiscal year; where none does, the newest, whose errors say so."""
    priced = [schedule for schedule in adopted if fiscal_year in schedule.fiscal_years]
    return (priced or adopted)[-1]


def adopted_schedules() -> list[Schedule]:
    """Every adopted schedule, the oldest first."""
    files = (os.path.join(ADOPTED, name) for name in os.listdir(ADOPTED) if name.endswith(".toml"))
    return sorted(map(read_schedule, files), key=lambda schedule: schedule.in_force)


def read_schedule(path: str | PathLike[str]) -> Schedule:
    """The schedule in an instrument's TOML. Raises BadSchedule, which names the row."""
    text, file = given.text(path), os.path.basename(path)
    try:
        return _Reader(tomllib.loads(text)).schedule()
    except KeyError as error:
        raise BadSchedule(f"{file}: {error.args[0]!r} is missing") from error
    except (BadSchedule, tomllib.TOMLDecodeError) as error:
        raise BadSchedule(f"{file}: {error}") from error
    except RecursionError as error:
        raise BadSchedule(f"{file} is nested too deep for an instrument") from error
    except (TypeError, AttributeError, ArithmeticError, ValueError) as error:
        raise BadSchedule(f"{file} is not laid out as an instrument: {error}") from error


class _Reader:
    def __init__(self, instrument_file: Entry) -> None:
        self.facts = instrument_file
        self.instrument: Entry = instrument_file["instrument"]
        self.name = facts.text(self.instrument, "name")
        years = inputs.YEARS_WRITTEN
        self.years = tuple(
            facts.whole(year, "fiscal year", years[0], years[-1]) for year in self.instrument["fiscal_years"]
        )
        self.footnotes = tuple(
            Footnote(facts.text(note, "id"), facts.text(note, "text"))
            for note in facts.entries(self.facts, "footnotes")
        )
        self.notes = {note.id for note in self.footnotes}

    def schedule(self) -> Schedule:
        if not self.years or self.years != tuple(range(self.years[0], self.years[-1] + 1)):
            raise BadSchedule(f"fiscal_years must be consecutive, given {list(self.years)}")
        rates: dict[RateKey, tuple[Decimal, ...]] = {}
        sources: dict[RateKey, Source] = {}
        for key, amounts, source in self.rows():
            if key in rates:
                raise BadSchedule(f"row {key} is there twice")
            rates[key], sources[key] = amounts, source
        rules: Entry = self.facts["rules"]
        returned = facts.number(rules["sewer_return"]["value"], "sewer_return", FACTOR_PLACES, Decimal(1))
        rates[RETURN] = (returned,) * len(self.years)
        sources[RETURN] = self.source(rules["sewer_return"])
        _paired(rates)
        designs.check(rates)
        fees = tuple(self.fees())
        self.count(rates, fees)
        about = self.instrument
        return Schedule(
            id=facts.text(about, "id"),
            name=self.name,
            title=facts.text(about, "title"),
            issuer=facts.text(about, "issuer"),
            adopted=facts.day(about, "adopted"),
            condition=facts.text(about, "condition"),
            in_force=facts.day(about, "in_force"),
            not_included=facts.texts(about, "not_included"),
            fiscal_years=self.years,
            rates=rates,
            sources=sources,
            fees=fees,
            late_fee=self.late_fee(rules["late_fee"]),
            outside_multiplier=_factor(rules["outside_multiplier"]["value"], "outside_multiplier"),
            limits=_limits(self.facts["readings_constants"]),
            audit=self.audit(self.facts["audit"], rates),
            footnotes=self.footnotes,
            readings=tuple(
                Reading(*(facts.text(reading, word) for word in ("id", "question", "reading")))
                for reading in facts.entries(self.facts, "readings")
            ),
            conditions=tuple(self.conditions({fee.fee for fee in fees})),
            public_notes=tuple(self.public_notes()),
        )

    def count(self, rates: Mapping[RateKey, tuple[Decimal, ...]], fees: tuple[Fee, ...]) -> None:
        found = {s: sum(len(row) for key, row in rates.items() if key.service == s and key != RETURN) for s in SERVICES}
        found["fees"] = len(fees)
        for what, printed in self.instrument["printed"].items():
            if found[what] != printed:
                raise BadSchedule(f"{what}: {found[what]} figures given, {printed} are printed")

    def rows(self) -> Iterator[tuple[RateKey, tuple[Decimal, ...], Source]]:
        for table in facts.entries(self.facts, "tables"):
            heading = facts.text(table, "heading").strip()
            if not facts.text(table, "section").strip() or not heading:
                raise BadSchedule(f"table {table['service']} {table['customer_class']} names no section and heading")
            for row in facts.entries(table, "rows"):
                label = facts.text(row, "label", "")
                if not label.strip():
                    raise BadSchedule(f"a row of {heading!r} has no label: every rate needs its source")
                key = _key({**table, **row})
                if len(row["rates"]) != len(self.years):
                    raise BadSchedule(f"row {key} has {len(row['rates'])} rates for {len(self.years)} fiscal years")
                notes = [*facts.texts(table, "footnotes"), *facts.texts(row, "footnotes")]
                source = self.source({**table, "row": f"{heading}, {label}", "footnotes": notes})
                yield key, _amounts(row["rates"], key), source

    def fees(self) -> Iterator[Fee]:
        seen = set()
        for fee in facts.entries(self.facts, "fees"):
            name = (facts.text(fee, "fee"), facts.text(fee, "size", ""))
            if name in seen:
                raise BadSchedule(f"fee {' '.join(name)} is there twice")
            seen.add(name)
            amount = facts.money(fee["amount"], f"fee {' '.join(name)}")
            basis = facts.word(fee, "basis", BASES)
            yield Fee(*name, amount, basis, facts.text(fee, "label"), facts.text(fee, "condition"), self.source(fee))

    def conditions(self, fees: set[str]) -> Iterator[Condition]:
        known = {*CONDITIONED, *fees}
        for entry in facts.entries({"conditions": [], **self.facts}, "conditions"):
            of = facts.texts(entry, "of")
            for name in of or ("nothing",):
                if name not in known:
                    raise BadSchedule(f"the condition {facts.text(entry, 'id')} is of {name!r}, which is not here")
            words, quote = facts.text(entry, "words"), facts.text(entry, "quote")
            yield Condition(facts.text(entry, "id"), of, words, quote, self.source(entry))

    def public_notes(self) -> Iterator[PublicNote]:
        known = {reading["id"] for reading in self.facts["readings"]}
        for entry in facts.entries({"public_notes": [], **self.facts}, "public_notes"):
            readings = facts.texts(entry, "readings")
            if not known.issuperset(readings):
                raise BadSchedule(f"the public note {facts.text(entry, 'topic')!r} is of a reading that is not here")
            yield PublicNote(facts.text(entry, "topic"), facts.text(entry, "words"), readings)

    def late_fee(self, rule: Entry) -> LateFee:
        percent = facts.number(rule["percent"], "late fee", FACTOR_PLACES, Decimal(100))
        grace = facts.whole(rule["grace_days"], "grace_days", 0, 365)
        return LateFee(percent, grace, facts.text(rule, "condition"), self.source(rule))

    def audit(self, rules: Entry, rates: Mapping[RateKey, object]) -> AuditRules:
        known = []
        for entry in facts.entries(rules, "known_exceptions"):
            key = _key(entry)
            if key not in rates:
                raise BadSchedule(f"known exception {key}: there is no such row")
            year = facts.whole(entry["fiscal_year"], f"known exception {key}: FY", self.years[0], self.years[-1])
            printed, derived = (facts.money(entry[word], f"known exception {key}") for word in ("printed", "derived"))
            known.append(KnownException(facts.text(entry, "rule"), key, year, printed, derived))
        escalators = {int(year): _factor(text, f"escalator {year}") for year, text in rules["escalators"].items()}
        return AuditRules(escalators, _factor(rules["irrigation_multiplier"], "irrigation_multiplier"), tuple(known))

    def source(self, entry: Entry) -> Source:
        section, row = facts.text(entry, "section").strip(), facts.text(entry, "row").strip()
        if not section or not row:
            raise BadSchedule(f"no source for {entry}")
        notes = facts.texts(entry, "footnotes")
        for note in notes:
            if note not in self.notes:
                raise BadSchedule(f"row {row}: there is no footnote [{note}]")
        return Source(self.name, section, row, notes)


def _key(entry: Entry) -> RateKey:
    """The key of a row; its size as it is written everywhere, its cells of a rate design as a rate table's are read."""
    charge = facts.word(entry, "charge", (*designs.CHARGES, *ADJUSTMENTS))
    places = (*LOCATIONS, "all") if charge in ADJUSTMENTS else LOCATIONS
    words = (
        facts.word(entry, "service", SERVICES),
        facts.word(entry, "customer_class", CLASSES),
        facts.word(entry, "location", places),
        charge,
    )
    size = facts.text(entry, "meter_size", "")
    if charge not in ADJUSTMENTS and (charge == "base") != bool(size):
        raise BadSchedule(
            f"row {' '.join(filter(None, (*words, size)))}: a meter size goes with a base charge, and only with one"
        )
    if charge == "base" and not _understood(size):
        raise BadSchedule(f"row {' '.join(words)}: {size!r} is not a size that inputs.py understands")
    return designs.row_key(words, size, {name: entry.get(name) for name in designs.TERMS})


def _amounts(texts: Sequence[object], key: RateKey) -> tuple[Decimal, ...]:
    where = f"row {key}"
    if key.unit == "share":
        return tuple(facts.number(text, where, designs.SHARE_PLACES, Decimal(1)) for text in texts)
    return tuple(facts.money(text, where) for text in texts)


def _factor(text: object, where: str) -> Decimal:
    return facts.number(text, where, FACTOR_PLACES, FACTOR_MAXIMUM)


def _limits(constants: Entry) -> Limits:
    """The readings' constants (R7, R8): the whole-number law counts cents and thousandths of a CCF, and no others."""
    for name, step in STEPS.items():
        if facts.number(constants[name], name, FACTOR_PLACES) != step:
            raise BadSchedule(f"{name} is {constants[name]}; the law is written for {step}")
    maximum = facts.number(constants["quantity_maximum"], "quantity_maximum", 0)
    if not maximum:
        raise BadSchedule("quantity_maximum is 0; give the most CCF that a bill may have")
    return Limits(**STEPS, quantity_maximum=maximum)


@cache
def _understood(size: str) -> bool:
    try:
        return inputs.meter_size(size) == size
    except NotUnderstood:
        return False


def _paired(rates: Mapping[RateKey, object]) -> None:
    """Every inside charge has its outside charge, and the other way; every base charge its usage charge."""
    charges = {key.words for key in rates}
    for key in rates:
        if key == RETURN or key.charge in ADJUSTMENTS:
            continue
        flat = key._replace(above_ccf=FLAT[0], months="")
        twin = flat._replace(location="inside" if key.location == "outside" else "outside")
        usage = flat._replace(charge="usage", meter_size="")
        for needed in (twin, usage):
            if needed.words not in charges:
                raise BadSchedule(f"row {needed} is missing beside {key}")
