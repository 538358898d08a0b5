"""A reader of Open Water Rate Specification files, written from the published specification alone.

https://github.com/California-Data-Collaborative/Open-Water-Rate-Specification: a class holds names; a name's value is
a number, a formula over other names and the account's columns, or `depends_on` (a column, or a list whose values are
joined by `|`) with `values`. The bill is the name `bill`. The R tools of the specification were not run.
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
    if isinstance(found, Decimal):
        return found
    total = Decimal(0)
    for term in found.split("+"):
        product = Decimal(1)
        for factor in term.split("*"):
            product *= value(structure, factor.strip(), columns)
        total += product
    return total


def bill(structure, columns):
    """The bill to the cent: each charge that `bill` sums is rounded by itself, which the format leaves open."""
    charges = re.split(r"\s*\+\s*", structure["bill"])
    cent = Decimal("0.01")
    return sum(value(structure, charge, columns).quantize(cent, ROUND_HALF_UP) for charge in charges)
