"""Lists: what the dropdowns offer."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.books.model.banners import add_words
from alamo_xl.books.vocabulary import PLANS, printed_sizes, services, sizes_name
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule) -> None:
    """One table a list, each named."""
    lists = book.sheet("Lists", "Lists", "What the dropdowns offer: the sizes printed for each class, the years.")
    add_words(lists)
    for customer_class, sizes in printed_sizes(schedule).items():
        name = sizes_name(customer_class)
        columns = [Column(f"{customer_class.capitalize()} sizes", width=22, name=name)]
        lists.table(f"{name}_list", columns, [[size] for size in sizes])
    lists.table("Services_list", [Column("Services", name="Services")], [[each] for each in services(schedule)])
    plans = [[plan] for plan in PLANS]
    lists.table("Plans_list", [Column("Capital plans", name="Plans")], plans)
    years = [[year] for year in schedule.fiscal_years]
    lists.table("Years_list", [Column("Fiscal years", "year", name="Years_adopted")], years)
