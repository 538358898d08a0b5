"""Lists: what the dropdowns offer."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.model.status import add_words
from alamo_xl.loader import SERVICES
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule) -> None:
    """One table a list, each named."""
    lists = book.sheet("Lists", "Lists", "What the dropdowns offer: the sizes printed for each class, the years.")
    add_words(lists)
    sizes: dict[str, list[str]] = {}
    for key in schedule.rates:
        if (key.service, key.location, key.charge) == ("water", "inside", "base"):
            sizes.setdefault(key.customer_class, []).append(key.meter_size)
    for customer_class, printed in sizes.items():
        name = f"Sizes_{customer_class.replace('-', '_')}"
        lists.table(
            f"{name}_list",
            [Column(f"{customer_class.capitalize()} sizes", width=22, name=name)],
            [[s] for s in printed],
        )
    lists.table("Services_list", [Column("Services", name="Services")], [[s] for s in SERVICES])
    years = [[year] for year in schedule.fiscal_years]
    lists.table("Years_list", [Column("Fiscal years", "year", name="Years_adopted")], years)
