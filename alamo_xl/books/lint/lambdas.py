"""The rules of the profile `lambda` in place of the model's: what is short enough there, and what stands in a name."""

from collections.abc import Iterator

from alamo_xl.books.excel_365 import LONGEST_NAME
from alamo_xl.books.lint.package import Package

EXEMPT = frozenset({"M4", "M5"})


def m5_short_names(package: Package) -> Iterator[str]:
    """A named function has at most 1,000 characters; its cells as many as any formula."""
    for name, text in package.names.items():
        if len(text) > LONGEST_NAME:
            yield f"the name {name}: {len(text)} characters"


def is_local(text: str) -> bool:
    """Whether an operand is a parameter or a step of a LAMBDA, as files write it."""
    return text.startswith(("_xlpm.", "_xlop."))
