"""A reader of Open Water Rate Specification files, written from the published specification alone.

https://github.com/California-Data-Collaborative/Open-Water-Rate-Specification: a class holds names; a name's value is
a number, a formula over other names and the account's columns, or `depends_on` (a column, or a list whose values are
joined by `|`) with `values`. The bill is the name `bill`.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

import yaml


class Exact(yaml.SafeLoader):
    """YAML numbers as Decimal."""


def _exact(loader, node):
    return Decimal(loader.construct_scalar(node))


Exact.add_constructor("tag:yaml.org,2002:float", _exact)
Exact.add_constructor("tag:yaml.org,2002:int", _exact)


def read(text):
    return yaml.load(text, Loader=Exact)


def value(structure, name, columns):
    """A name of one class for one account, unrounded."""
    if name in columns:
        return Decimal(str(columns[name]))
    found = structure[name]
    if isinstance(found, dict):
        on = found["depends_on"]
        chosen = [columns[column] for column in ([on] if isinstance(on, str) else on)]
        return found["values"]["|".join(chosen)]
    if isinstance(found, (Decimal, list)):
        return found
    if found == "Tiered":
        return tiered(structure, "sewer_" if name == "sewer_charge" else "", columns)
    total = Decimal(0)
    for term in found.split("+"):
        product = Decimal(1)
        for factor in term.split("*"):
            product *= value(structure, factor.strip(), columns)
        total += product
    return total


def tiered(structure, before, columns):
    """A usage charge in tiers, each to the cent: the specification's tools end a tier one unit below the next start."""
    starts, prices = (value(structure, f"{before}tier_{word}", columns) for word in ("starts", "prices"))
    left, total = Decimal(str(columns["usage_ccf"])), Decimal(0)
    used = Decimal(0)
    for place, price in enumerate(prices):
        most = starts[place + 1] - 1 - used if place + 1 < len(starts) else left
        within = max(min(left, most), Decimal(0))
        total += (within * price).quantize(Decimal("0.01"), ROUND_HALF_UP)
        left, used = left - within, used + within
    return total


def bill(structure, columns):
    """Water and sewer to the cent: each charge is rounded by itself, which the format leaves open.

    `bill` sums the water charges; the wastewater charges stand beside it, as in the published files.
    """
    charges = re.split(r"\s*\+\s*", structure["bill"])
    charges += [name for name in ("fixed_wastewater_charge", "variable_wastewater_charge") if name in structure]
    cent = Decimal("0.01")
    return sum(value(structure, charge, columns).quantize(cent, ROUND_HALF_UP) for charge in charges)
