"""A Schedule compiled to whole numbers (cents, thousandths of a CCF): prices ranges in plain Python integers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from alamo_xl import inputs
from alamo_xl.schedule import ADJUSTMENTS, RateKey, Schedule
from alamo_xl.terms import CENTS, TEN_THOUSANDTHS, THOUSANDTHS, Block, DesignedTerms, Discount, Plan, Priced, Terms


class Account(NamedTuple):
    """What decides the rates of an account; `month` where the table has seasons, `stage` 0 for no surcharge."""

    year: int
    customer_class: str
    size: str
    outside: bool
    irrigation: bool
    sewer: bool
    units: int
    month: int | None = None
    stage: int = 0
    assisted: bool = False


class RateCard:
    """The whole-number law of one Schedule; look-ups raise NoAdoptedRate as the Schedule's do."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._designed = any(key.terms or key.charge in ADJUSTMENTS for key in schedule.rates)
        self._terms: dict[Account, Priced] = {}

    def terms(
        self,
        year: int,
        customer_class: str,
        size: str,
        outside: bool,
        irrigation: bool,
        sewer: bool,
        units: int,
        month: int | None = None,
        stage: int = 0,
        assisted: bool = False,
    ) -> Priced:
        """What an account pays in a fiscal year; `units` multiplies the base charges (R2) and thresholds (D4)."""
        account = Account(year, customer_class, size, outside, irrigation, sewer, units, month, stage, assisted)
        if account not in self._terms:
            self._terms[account] = self._compile(account)
        return self._terms[account]

    def month(self, fiscal_year: object) -> int | None:
        """The month that a bill's date names, where the rates have seasons (D7). Raises NotUnderstood."""
        return inputs.month(fiscal_year) if self.schedule.seasonal else None

    def reclaimed_terms(
        self, year: int, outside: bool, month: int | None = None, stage: int = 0, assisted: bool = False
    ) -> Priced:
        """What reclaimed water costs, whoever takes it."""
        if not self._designed:
            return Terms(0, 0, 0, 0, 0, self.reclaimed_rate(year, outside))
        account = Account(year, "all", "", outside, False, False, 1, month, stage, assisted)
        return DesignedTerms(None, None, self._plan(account, "reclaimed", THOUSANDTHS), 0)

    def reclaimed_rate(self, year: int, outside: bool) -> int:
        """Cents a CCF of reclaimed water."""
        return _whole(self.schedule.rate(year, "reclaimed", "usage", outside=outside), CENTS)

    def _compile(self, account: Account) -> Priced:
        returned = _whole(self.schedule.sewer_return(account.year), THOUSANDTHS)
        if self._designed:
            sewer = self._plan(account, "sewer", THOUSANDTHS * THOUSANDTHS) if account.sewer else None
            reclaimed = self._plan(account._replace(customer_class="all", units=1), "reclaimed", THOUSANDTHS)
            return DesignedTerms(self._plan(account, "water", THOUSANDTHS), sewer, reclaimed, returned)

        def cents(service: str, charge: str) -> int:
            row = (account.year, service, charge, account.customer_class, account.size, account.outside)
            return _whole(self.schedule.rate(*row), CENTS)

        return Terms(
            water_base=account.units * cents("water", "base"),
            water_rate=cents("water", "irrigation" if account.irrigation else "usage"),
            sewer_base=account.units * cents("sewer", "base") if account.sewer else 0,
            sewer_rate=cents("sewer", "usage") if account.sewer else 0,
            sewer_return=returned,
            reclaimed_rate=self.reclaimed_rate(account.year, account.outside),
        )

    def _plan(self, account: Account, service: str, parts: int) -> Plan:
        usage = "irrigation" if account.irrigation and service == "water" else "usage"
        base = () if service == "reclaimed" else self._blocks(account, service, "base", parts)
        surcharge = self._blocks(account, service, "surcharge", parts) if account.stage else ()
        off = {}
        if account.assisted:
            off = {key.meter_size: key for key in self._keys(account, service, "discount")}
        return Plan(
            parts,
            sum(block.cents for block in base) * account.units,
            self._blocks(account, service, usage, parts),
            surcharge,
            *(self._discount(account.year, off.get(charge)) for charge in ("base", usage, "surcharge")),
        )

    def _blocks(self, account: Account, service: str, charge: str, parts: int) -> tuple[Block, ...]:
        """The blocks of a charge in whole numbers, the highest first."""
        keys = list(self._keys(account, service, charge))
        if not keys and charge != "surcharge":
            self.schedule.rate(account.year, service, charge, account.customer_class, account.size, account.outside)
        cents = (_whole(self.schedule.rates[key][self._place(account.year)], CENTS) for key in keys)
        blocks = (
            Block(_whole(key.above_ccf, THOUSANDTHS) * account.units * (parts // THOUSANDTHS), rate)
            for key, rate in zip(keys, cents, strict=True)
        )
        return tuple(sorted(blocks, reverse=True))

    def _keys(self, account: Account, service: str, charge: str) -> Iterator[RateKey]:
        """The rows of a charge that are an account's, by its class, place, size, month and stage."""
        where = "outside" if account.outside else "inside"
        for key in self.schedule.rates:
            if (
                (key.service, key.charge) == (service, charge)
                and key.customer_class in (account.customer_class, "all")
                and key.location in (where, "all")
                and (charge != "base" or key.meter_size == account.size)
                and key.stage in (0, account.stage)
                and _in_season(key.months, account.month)
            ):
                yield key

    def _discount(self, year: int, key: RateKey | None) -> Discount | None:
        if key is None:
            return None
        printed = self.schedule.rates[key][self._place(year)]
        if key.unit == "share":
            return Discount(_whole(printed, TEN_THOUSANDTHS), 0)
        return Discount(None, _whole(printed, CENTS))

    def _place(self, year: int) -> int:
        self.schedule.sewer_return(year)
        return self.schedule.fiscal_years.index(year)


def _in_season(months: str, month: int | None) -> bool:
    if not months or month is None:
        return not months
    first, last = months.split("-") if "-" in months else (months, months)
    if int(first) <= int(last):
        return int(first) <= month <= int(last)
    return month >= int(first) or month <= int(last)


def _whole(amount: Decimal, parts: int) -> int:
    whole = int(amount * parts)
    if whole != amount * parts:
        raise ArithmeticError(f"{amount} is not a whole number of 1/{parts}")
    return whole
