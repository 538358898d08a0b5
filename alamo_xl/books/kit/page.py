"""What a sheet asks of its page."""

from __future__ import annotations

from dataclasses import dataclass, field

from alamo_xl.books.kit.refs import Ref


@dataclass
class Page:
    """What a sheet asks of its page: widths given by column, text that runs over, charts as (column, width in cm), the
    row repeated on every page, the last column on paper, rows that paper leaves out,
    whether it is printed at all, the last of the rows that are divided among its pages (0: they are not), how many
    points of rows a page holds, a blank cell.
    """

    portrait: bool = False
    widths: dict[int, float] = field(default_factory=dict)
    free_text: set[str] = field(default_factory=set)
    charts: list[tuple[int, float]] = field(default_factory=list)
    title_row: int | None = None
    last_printed: int | None = None
    unprinted: list[Ref] = field(default_factory=list)
    printed: bool = True
    divided_to: int = 0
    room: float = 0.0
    blank: Ref | None = None
