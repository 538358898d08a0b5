"""What a resident calls a charge, its unit and a fee's basis: the same words in every book and export."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from alamo_xl.schedule import RateKey

FEE_BASES = {
    "fixed": "as listed",
    "minimum": "minimum: cost recovery if higher",
    "indicative": "indicative: the actual cost, parts mark-up included",
}


def charge_label(key: RateKey, sewer_returns: Sequence[Decimal]) -> str:
    """A charge in words; a sewer usage charge says on how much of metered water, in the years that are shown.

    >>> charge_label(RateKey("water", "household", "inside", "base", "3/4"), [])
    'Base charge, 3/4" meter'
    >>> charge_label(RateKey("sewer", "household", "inside", "usage"), [Decimal("0.90")])
    'Usage charge on 90% of metered water'
    """
    words, terms = _charge(key, sewer_returns), key._replace(unit="").terms
    return f"{words}, {terms}" if terms else words


def _charge(key: RateKey, sewer_returns: Sequence[Decimal]) -> str:
    if key.charge == "discount":
        return f"Discount off the {key.meter_size} charge, assisted account"
    if key.charge == "base":
        unit = key.meter_size == "multi-family"
        return "Base charge, each multi-family unit" if unit else f'Base charge, {key.meter_size}" meter'
    if key.service == "sewer" and key.charge == "usage":
        shares = [f"{(share * 100).normalize():f}%" for share in sorted({*sewer_returns})]
        return f"Usage charge on {' to '.join(dict.fromkeys((shares[0], shares[-1])))} of metered water"
    return {"irrigation": "Usage charge, irrigation account", "surcharge": "Surcharge"}.get(key.charge, "Usage charge")


def unit_label(key: RateKey) -> str:
    """What a rate is charged by."""
    if key.unit == "share":
        return "as a share of it"
    return "a month" if key.charge in ("base", "discount") else "a CCF"
