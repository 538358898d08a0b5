"""How wide text is in the books' typeface, in digits: what the width of a column counts."""

from __future__ import annotations

DIGIT = 1.0
BOLD = 1.03
WIDTHS = {
    letter: width
    for width, letters in (
        (0.46, " 'ijl"), (0.5, ",.I"), (0.54, ":;"), (0.61, "()-f[]{}"), (0.64, "!Jt"), (0.69, "r"), (0.77, "/\\sz"),
        (0.79, '"“”'), (0.83, "Lc"), (0.85, "x"), (0.9, "kvy?FS|"), (0.94, "agZ"), (0.98, "#*+<=>^_e~ETY–"),
        (1.02, "PX"), (1.04, "bdhnopquCK"), (1.07, "BR"), (1.14, "VA"), (1.22, "DHG"), (1.28, "NU"), (1.33, "OQ&"),
        (1.41, "%w"), (1.58, "m"), (1.7, "M"), (1.79, "@W—"),
    )
    for letter in letters
}  # fmt: skip
"""Of Calibri, which Carlito shares: the advance of each letter over that of a digit."""


def width(text: str, bold: bool = False) -> float:
    """The width of a line of text, in digits of the same size.

    >>> round(width("FY2025 ($)"), 2)
    8.56
    """
    return sum(WIDTHS.get(letter, DIGIT) for letter in text) * (BOLD if bold else 1)


def lines(text: str, room: float, bold: bool = False) -> int:
    """How many lines a paragraph takes where a line has room for so many digits; a word that is longer than a line,
    which every program breaks in places of its own, counts a line more.

    >>> lines("Part of a CCF is billed, to the thousandth.", 20)
    2
    >>> lines("=LAMBDA(size,[units],LET(blank,ALAMO.TEXT(units)=0))", 40)
    3
    """
    words = text.split(" ")
    count, used = 1 + any(width(word, bold) > room for word in words), 0.0
    for word in words:
        need = width(word, bold)
        if used and used + need > room:
            count, used = count + 1, 0.0
        count += max(int((used + need) // room), 0) if need > room else 0
        used = (used + need) % room if need > room else used + need
        used += width(" ", bold)
    return count
