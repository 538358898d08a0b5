"""An instrument's TOML to a Schedule; refuses what is incomplete, doubled, unsourced or not money to the cent."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from alamo_xl import inputs
from alamo_xl.errors import BadSchedule, NoAdoptedRate, NotUnderstood
from alamo_xl.schedule import (
    RETURN,
    AuditRules,
    Fee,
    Footnote,
    KnownException,
    LateFee,
    Limits,
    RateKey,
    Reading,
    Schedule,
    Source,
)

ADOPTED = Path(__file__).with_name("adopted")
SERVICES = ("water", "sewer", "reclaimed")
CLASSES = ("household", "non-household", "all")
LOCATIONS = ("inside", "outside")
CHARGES = ("base", "usage", "irrigation")
BASES = ("fixed", "minimum", "indicative")
RATE_MAXIMUM = Decimal(1_000_000)
MONEY_PLACES = 2


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
    return sorted((read_schedule(path) for path in ADOPTED.glob("*.toml")), key=lambda schedule: schedule.in_force)


def read_schedule(path: str | Path) -> Schedule:
    """The schedule in an instrument's TOML. Raises BadSchedule, which names the row."""
    path = Path(path)
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSchedule(f"{path.name}: {error}") from error
    try:
        return _Reader(facts).schedule()
    except KeyError as error:
        raise BadSchedule(f"{path.name}: {error.args[0]!r} is missing") from error
    except BadSchedule as error:
        raise BadSchedule(f"{path.name}: {error}") from error
    except (TypeError, AttributeError, ArithmeticError, ValueError) as error:
        raise BadSchedule(f"{path.name} is not laid out as an instrument: {error}") from error


class _Reader:
    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.instrument = facts["instrument"]
        self.name: str = self.instrument["name"]
        self.years: tuple[int, ...] = tuple(self.instrument["fiscal_years"])
        self.notes = {note["id"] for note in facts["footnotes"]}

    def schedule(self) -> Schedule:
        start, end = self.years[0], self.years[-1]
        if self.years != tuple(range(start, end + 1)):
            raise BadSchedule(f"fiscal_years must be consecutive, given {list(self.years)}")
        rates: dict[RateKey, tuple[Decimal, ...]] = {}
        sources: dict[RateKey, Source] = {}
        for key, amounts, source in self.rows():
            if key in rates:
                raise BadSchedule(f"row {key} is there twice")
            rates[key], sources[key] = amounts, source
        rules = self.facts["rules"]
        rates[RETURN] = (self.number(rules["sewer_return"]["value"], "sewer_return", 3),) * len(self.years)
        sources[RETURN] = self.source(rules["sewer_return"])
        _paired(rates)
        fees = tuple(self.fees())
        self.count(rates, fees)
        about = self.instrument
        return Schedule(
            id=about["id"],
            name=self.name,
            title=about["title"],
            issuer=about["issuer"],
            adopted=about["adopted"],
            condition=about["condition"],
            in_force=about["in_force"],
            not_included=tuple(about["not_included"]),
            fiscal_years=self.years,
            rates=rates,
            sources=sources,
            fees=fees,
            late_fee=self.late_fee(rules["late_fee"]),
            outside_multiplier=self.number(rules["outside_multiplier"]["value"], "outside_multiplier", 3),
            limits=Limits(**{name: Decimal(text) for name, text in self.facts["readings_constants"].items()}),
            audit=self.audit(self.facts["audit"], rates),
            footnotes=tuple(Footnote(**note) for note in self.facts["footnotes"]),
            readings=tuple(Reading(**reading) for reading in self.facts["readings"]),
        )

    def count(self, rates: Mapping[RateKey, tuple[Decimal, ...]], fees: tuple[Fee, ...]) -> None:
        found = {s: sum(len(row) for key, row in rates.items() if key.service == s and key != RETURN) for s in SERVICES}
        found["fees"] = len(fees)
        for what, printed in self.instrument["printed"].items():
            if found[what] != printed:
                raise BadSchedule(f"{what}: {found[what]} figures given, {printed} are printed")

    def rows(self) -> Iterator[tuple[RateKey, tuple[Decimal, ...], Source]]:
        for table in self.facts["tables"]:
            if not table["section"].strip() or not table["heading"].strip():
                raise BadSchedule(f"table {table['service']} {table['customer_class']} names no section and heading")
            for row in table["rows"]:
                if not row.get("label", "").strip():
                    raise BadSchedule(f"a row of {table['heading']!r} has no label: every rate needs its source")
                words = {**table, **row}
                key = RateKey(
                    _word(words, "service", SERVICES),
                    _word(words, "customer_class", CLASSES),
                    _word(words, "location", LOCATIONS),
                    _word(words, "charge", CHARGES),
                    words.get("meter_size", ""),
                )
                if (key.charge == "base") != bool(key.meter_size):
                    raise BadSchedule(f"row {key}: a meter size goes with a base charge, and only with one")
                if key.meter_size and not _understood(key.meter_size):
                    raise BadSchedule(f"row {key}: {key.meter_size!r} is not a size that inputs.py understands")
                if len(row["rates"]) != len(self.years):
                    raise BadSchedule(f"row {key} has {len(row['rates'])} rates for {len(self.years)} fiscal years")
                amounts = tuple(self.money(text, f"row {key}") for text in row["rates"])
                notes = [*table.get("footnotes", ()), *row.get("footnotes", ())]
                yield (
                    key,
                    amounts,
                    self.source({**table, "row": f"{table['heading']}, {row['label']}", "footnotes": notes}),
                )

    def fees(self) -> Iterator[Fee]:
        seen = set()
        for fee in self.facts["fees"]:
            name = (fee["fee"], fee.get("size", ""))
            if name in seen:
                raise BadSchedule(f"fee {' '.join(name)} is there twice")
            seen.add(name)
            amount = self.money(fee["amount"], f"fee {' '.join(name)}")
            basis = _word(fee, "basis", BASES)
            yield Fee(*name, amount, basis, fee["label"], fee["condition"], self.source(fee))

    def late_fee(self, rule: Mapping[str, Any]) -> LateFee:
        percent = self.number(rule["percent"], "late fee", 3)
        return LateFee(percent, int(rule["grace_days"]), rule["condition"], self.source(rule))

    def audit(self, rules: Mapping[str, Any], rates: Mapping[RateKey, object]) -> AuditRules:
        known = []
        for entry in rules["known_exceptions"]:
            key = RateKey(**{word: entry.get(word, "") for word in RateKey._fields})
            if key not in rates:
                raise BadSchedule(f"known exception {key}: there is no such row")
            printed, derived = (self.money(entry[word], f"known exception {key}") for word in ("printed", "derived"))
            known.append(KnownException(entry["rule"], key, entry["fiscal_year"], printed, derived))
        escalators = {int(year): Decimal(text) for year, text in rules["escalators"].items()}
        return AuditRules(escalators, Decimal(rules["irrigation_multiplier"]), tuple(known))

    def source(self, entry: Mapping[str, Any]) -> Source:
        section, row = entry["section"].strip(), entry["row"].strip()
        if not section or not row:
            raise BadSchedule(f"no source for {entry}")
        notes = tuple(entry.get("footnotes", ()))
        for note in notes:
            if note not in self.notes:
                raise BadSchedule(f"row {row}: there is no footnote [{note}]")
        return Source(self.name, section, row, notes)

    def money(self, text: object, where: str) -> Decimal:
        amount = self.number(text, where, MONEY_PLACES)
        if str(amount) != text or amount.as_tuple().exponent != -MONEY_PLACES:
            raise BadSchedule(f"{where}: {text!r} is not money to the cent written as text, such as 12.30")
        return amount

    def number(self, text: object, where: str, places: int) -> Decimal:
        if not isinstance(text, str) or not text.isascii():
            raise BadSchedule(f"{where}: {text!r} must be written as text, so that it stays exact")
        try:
            amount = Decimal(text)
        except ArithmeticError:
            raise BadSchedule(f"{where}: {text!r} is not a number") from None
        if not amount.is_finite() or not 0 <= amount <= RATE_MAXIMUM or round(amount, places) != amount:
            raise BadSchedule(f"{where}: {text!r} is not between 0 and {RATE_MAXIMUM:,} with {places} decimals")
        return amount


def _word(entry: Mapping[str, Any], name: str, accepted: tuple[str, ...]) -> str:
    given: str = entry[name]
    if given not in accepted:
        known = ", ".join(accepted)
        raise BadSchedule(
            f"{name} {given!r} is not one of {known}; a new one is added in alamo_xl/loader.py and inputs.py"
        )
    return given


def _understood(size: str) -> bool:
    try:
        return inputs.meter_size(size) == size
    except NotUnderstood:
        return False


def _paired(rates: Mapping[RateKey, object]) -> None:
    """Every inside row has its outside row, and the other way; every base charge its usage charge."""
    for key in rates:
        if key == RETURN:
            continue
        twin = key._replace(location="inside" if key.location == "outside" else "outside")
        usage = key._replace(charge="usage", meter_size="")
        for needed in (twin, usage):
            if needed not in rates:
                raise BadSchedule(f"row {needed} is missing beside {key}")
