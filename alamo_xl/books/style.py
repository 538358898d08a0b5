"""The look of every book: roles of cells, not fonts.

A role is a NamedStyle: `money`, `percent`, `text` ... and its variants `input money` (blue on pale yellow,
unlocked), `link money` (green, from
another sheet) and `total money` (bold, ruled). `ROLES` lists them.
"""

from dataclasses import dataclass, replace

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

FONT = "Calibri"
TEAL, SAND, RUST, GREY = "0B4F6C", "F4EDE4", "A8402B", "595959"
INPUT_BLUE, INPUT_YELLOW, LINK_GREEN, BLACK, WHITE, RULE = "0000C8", "FFF9DB", "00612E", "000000", "FFFFFF", "D9D2C7"
PALE = "E4E4E4"
PALETTE = ("0072B2", "E69F00", "009E73", "56B4E9", "D55E00", "CC79A7", "999999")


@dataclass(frozen=True)
class Role:
    """What a cell is: its number format, type, fill, alignment and a least column width in characters."""

    number_format: str = "General"
    horizontal: str = "left"
    width: float = 8
    size: float = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = BLACK
    fill: str = ""
    wrap: bool = False
    locked: bool = True
    indent: int = 0
    rule: str = ""  # "below" hairline, "above" a total's line

    @property
    def numeric(self) -> bool:
        """Whether cells of this role are right-aligned."""
        return self.horizontal == "right"


def _number(number_format: str, width: float) -> Role:
    return Role(number_format, "right", width, rule="below")


VALUES: dict[str, Role] = {
    "text": Role("@", rule="below", width=8),
    "general": Role(rule="below", width=8),
    "wrapped": Role("@", wrap=True, rule="below", width=20),
    "unit": Role("@", rule="below", width=8, indent=1),
    "source": Role("@", size=10, colour=GREY, wrap=True, indent=1, rule="below", width=20),
    "money": _number('$#,##0.00_);($#,##0.00);"-"_);@_)', 12),
    "money0": _number('$#,##0_);($#,##0);"-"_);@_)', 12),
    "thousands": _number('$#,##0,_);($#,##0,);"-"_);@_)', 8),
    "percent": _number('0.0%_);(0.0%);"-"_);@_)', 9),
    "percent2": _number('0.00%_);(0.00%);"-"_);@_)', 9),
    "volume": _number('#,##0_);(#,##0);"-"_);@_)', 12),
    "volume3": _number('#,##0.000_);(#,##0.000);"-"_);@_)', 13),
    "integer": _number('#,##0_);(#,##0);"-"_);@_)', 9),
    "factor": _number("0.000_);(0.000)", 9),
    "ratio": _number("0.00_);(0.00)", 9),
    "count": _number("#,##0_)", 9),
    "year": _number("0_)", 8),
    "date": _number("mmmm d, yyyy_)", 18),
}

ROLES: dict[str, Role] = {
    "title": Role(size=16, bold=True, colour=TEAL),
    "subtitle": Role(colour=GREY),
    "heading": Role(size=12, bold=True, colour=TEAL),
    "note": Role(size=10, colour=GREY),
    "sentence": Role(),
    "state": Role(bold=True),
    "banner": Role(bold=True, colour=RUST),
    "warning": Role(bold=True, colour=RUST),
    "jump": Role(colour=TEAL, underline=True),
    "header": Role("@", bold=True, colour=WHITE, fill=TEAL, wrap=True),
    "header indented": Role("@", bold=True, colour=WHITE, fill=TEAL, wrap=True, indent=1),
    "header right": Role("@_)", "right", bold=True, colour=WHITE, fill=TEAL, wrap=True),
    "header year": Role("0_)", "right", 8, bold=True, colour=WHITE, fill=TEAL),
    "check": Role(bold=True, width=8, rule="below"),
    "verdict": Role("0_);(0);0_);@_)", "right", width=8, rule="below"),
    "mark": Role(bold=True, width=8, rule="below", indent=1),
    "panel": Role(fill=SAND, wrap=True),
    **VALUES,
    **{
        f"input {name}": replace(role, colour=INPUT_BLUE, fill=INPUT_YELLOW, locked=False)
        for name, role in VALUES.items()
    },
    **{f"link {name}": replace(role, colour=LINK_GREEN) for name, role in VALUES.items()},
    **{f"total {name}": replace(role, bold=True, rule="above") for name, role in VALUES.items()},
}


def role_named(role: str) -> Role:
    """A role by its name. Raises KeyError, which says where they are listed."""
    if role not in ROLES:
        raise KeyError(f"no role is called {role!r}; see alamo_xl.books.style.ROLES")
    return ROLES[role]


def named_style(role: str) -> NamedStyle:
    """The NamedStyle of a role, fresh for one workbook."""
    is_ = role_named(role)
    style = NamedStyle(name=f"alamo {role}")
    style.font = Font(
        name=FONT, sz=is_.size, b=is_.bold, i=is_.italic, u="single" if is_.underline else None, color=f"FF{is_.colour}"
    )
    if is_.fill:
        style.fill = PatternFill("solid", start_color=f"FF{is_.fill}", end_color=f"FF{is_.fill}")
    style.alignment = Alignment(horizontal=is_.horizontal, vertical="top", wrap_text=is_.wrap, indent=is_.indent)
    style.number_format = is_.number_format
    style.protection = Protection(locked=is_.locked)
    if is_.fill == TEAL and is_.numeric and is_.wrap:
        style.border = Border(left=Side("thin", f"FF{WHITE}"))
    elif is_.rule == "below":
        style.border = Border(bottom=Side("hair", f"FF{RULE}"))
    elif is_.rule == "above":
        style.border = Border(top=Side("thin", f"FF{TEAL}"), bottom=Side("hair", f"FF{RULE}"))
    return style
