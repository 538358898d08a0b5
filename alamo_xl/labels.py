"""What a resident calls a charge, its unit and a fee's basis: the same words in every book and export."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from alamo_xl.schedule import RateKey
from alamo_xl.words import PRINTED_IN, Words, words

FEE_BASES = {
    "fixed": "as listed",
    "minimum": "minimum: cost recovery if higher",
    "indicative": "indicative: the actual cost, parts mark-up included",
}


def charge_label(key: RateKey, sewer_returns: Sequence[Decimal], say: Words | None = None) -> str:
    """A charge in words; a sewer usage charge says on how much of metered water, in the years that are shown.

    >>> charge_label(RateKey("water", "household", "inside", "base", "3/4"), [])
    'Base charge, 3/4" meter'
    >>> charge_label(RateKey("sewer", "household", "inside", "usage"), [Decimal("0.90")])
    'Usage charge on 90% of metered water'
    """
    say = say or words(PRINTED_IN)
    terms = (
        say("charge.stage", stage=key.stage) if key.stage else "",
        say("charge.above", ccf=f"{key.above_ccf.normalize():f}") if key.above_ccf else "",
        say("charge.months", months=key.months) if key.months else "",
    )
    charge, design = _charge(key, sewer_returns, say), " ".join(filter(None, terms))
    return f"{charge}, {design}" if design else charge


def _charge(key: RateKey, sewer_returns: Sequence[Decimal], say: Words) -> str:
    if key.charge == "discount":
        return say("charge.discount", of=say(f"reduced.{key.meter_size}"))
    if key.charge == "base":
        return say("charge.unit") if key.meter_size == "multi-family" else say("charge.base", size=key.meter_size)
    if key.service == "sewer" and key.charge == "usage":
        shares = [f"{(share * 100).normalize():f}%" for share in sorted({*sewer_returns})]
        first, last = shares[0], shares[-1]
        return say("charge.sewer", share=first if first == last else say("charge.to", first=first, last=last))
    return say(f"charge.{key.charge}")


def unit_label(key: RateKey, say: Words | None = None) -> str:
    """What a rate is charged by."""
    say = say or words(PRINTED_IN)
    if key.unit == "share":
        return say("charge.a_share")
    return say("charge.a_month" if key.charge in ("base", "discount") else "charge.a_ccf")
