"""An account and two years that the user chooses: their inputs, what is wrong in words, what formulas call them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alamo_xl.books.kit import Ref, Sheet
from alamo_xl.books.model.bill_formulas import UNIT, Account
from alamo_xl.books.model.rate_lines import DISCOUNT
from alamo_xl.books.vocabulary import (
    ADOPTED,
    LOOK,
    NO,
    OK,
    SCENARIO,
    YES_NO,
    customer_classes,
    locations,
    printed_sizes,
    sizes_name,
)
from alamo_xl.inputs import FIRST_MONTH
from alamo_xl.schedule import Schedule

RATES = (ADOPTED, SCENARIO)
NO_RATE = "no rate is adopted for that year; choose scenario"


@dataclass(frozen=True)
class ChosenYear:
    """One of the two years: what it is called, its prefix in names, the names of its input and of its rates' input."""

    words: str
    prefix: str
    year: str
    rates: str

    def cell(self, heading: str) -> str:
        """The name of what Bill look-ups has for it under a heading, such as `Cmp_from_water_base_rate`."""
        return cell_name(self.prefix, heading)


@dataclass(frozen=True)
class Chosen:
    """An account and its two years; prefix: of its names."""

    prefix: str
    years: tuple[ChosenYear, ChosenYear]
    usage: str = '"usage"'

    def account(self, schedule: Schedule) -> Account:
        """What formulas call the account; season, stage and assistance where rates have them."""
        return Account(
            self.name("kind"),
            self.name("size"),
            self.usage,
            season=self.name("season") if schedule.seasonal else "",
            stage=self.name("stage") if schedule.stages else "0",
            assisted=self.name("assisted") if has_discounts(schedule) else "",
        )

    def name(self, word: str) -> str:
        """One of its names."""
        return f"{self.prefix}_{word}"


def cell_name(prefix: str, heading: str) -> str:
    """The name of the cell under a heading of Bill look-ups; prefix: whose it is."""
    return f"{prefix}_{re.sub('[^a-z0-9]+', '_', heading.split(' (')[0].lower())}"


def year_inputs(sheet: Sheet, label: str, which: ChosenYear, year: int) -> Ref:
    """The year, whose cell it gives, and whether its rates are the adopted ones or the scenario's."""
    where = sheet.value(label, year, "input year", name=which.year, units=which.words, choices="Scenario_years")
    says = "The scenario is the one shown, on Control."
    sheet.value("Its rates", ADOPTED, "input text", name=which.rates, choices=RATES, prompt=says)
    return where


def account_inputs(sheet: Sheet, schedule: Schedule, chosen: Chosen, size_prompt: str) -> Ref:
    """Class, meter size, whose cell it gives, and location."""
    classes, places = customer_classes(schedule), locations(schedule)
    sheet.value("Customer class", classes[0], "input text", name=chosen.name("class"), choices=classes)
    size = sheet.value(
        "Meter size",
        printed_sizes(schedule)[classes[0]][0],
        "input text",
        name=chosen.name("size"),
        units="inches",
        choices=f'=INDIRECT("{sizes_name("")}"&SUBSTITUTE({chosen.name("class")},"-","_"))',
        prompt=size_prompt,
    )
    sheet.value("Location", places[0], "input text", name=chosen.name("location"), units="the city", choices=places)
    return size


def design_inputs(sheet: Sheet, schedule: Schedule, chosen: Chosen) -> None:
    """Month, stage and assistance, each where rates depend on it."""
    if schedule.seasonal:
        sheet.value(
            "Month of the bill",
            FIRST_MONTH,
            "input count",
            name=chosen.name("month"),
            units="1 is January",
            between=(1, 12),
            whole=True,
        )
    if schedule.stages:
        stages = ",".join(str(stage) for stage in (0, *sorted(schedule.stages)))
        note = f"0 is none; printed: {stages}"
        sheet.value("Stage", 0, "input count", name=chosen.name("stage"), choices=stages.split(","), note=note)
    if has_discounts(schedule):
        sheet.value("Assisted account", NO, "input text", name=chosen.name("assisted"), choices=YES_NO)


def has_discounts(schedule: Schedule) -> bool:
    """Whether rates have discounts for assisted accounts (D9)."""
    return any(key.charge == DISCOUNT for key in schedule.rates)


def message(sheet: Sheet, label: str, condition: str, words: str, name: str) -> None:
    """OK, or what is wrong."""
    sheet.flag(sheet.value(label, f'=IF({condition},"{OK}","{LOOK}: {words}")', "check", name=name))


def message_beside(sheet: Sheet, where: Ref, condition: str, words: str, name: str) -> None:
    """OK, or what is wrong with an input, in its row."""
    at = where.cell(0, sheet.NOTE_COLUMN - where.column)
    sheet.put(at, f'=IF({condition},"{OK}","{LOOK}: {words}")', "check")
    sheet.name(name, at)
    sheet.flag(at)


def size_words(schedule: Schedule) -> str:
    """What is printed for the class with the fewest sizes, and what to do."""
    customer_class, sizes = min(printed_sizes(schedule).items(), key=lambda item: len(item[1]))
    largest = [size for size in sizes if size != UNIT][-1]
    others = " or ".join(each for each in customer_classes(schedule) if each != customer_class)
    return f"{customer_class} meters stop at {largest}; use {UNIT} units or {others}"
