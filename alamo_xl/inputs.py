"""What people write, to what the law says: classes, meter sizes, fiscal years, quantities, flags."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import gcd

from alamo_xl.errors import NoAdoptedRate, NotUnderstood, OutOfRange
from alamo_xl.schedule import Limits

YEARS_WRITTEN = range(1900, 2200)
FIRST_SERIAL, LAST_SERIAL = 36526, 2958465
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_MONTH = 7
UNITS_MAXIMUM = 100_000
MULTI_FAMILY = "multi-family"
METERS = "3/4, 1, 1-1/2, 2, 3, 4, 6 or multi-family"
LARGEST_PIPE = 48
SMALLEST_PART, INCH_PLACES = 16, 4
MONEY_MAXIMUM = Decimal(1_000_000_000)
DAYS_MAXIMUM = 1_000_000

_CLASSES = {"household": "household", "hh": "household", "nonhousehold": "non-household", "nh": "non-household"}
_NO_CLASSES = {"residential": "household", "commercial": "non-household"}
_UNITS_OF_MANY = ("multifamily", "mf", "multifamilyunit", "multifamilyunits")
_FLAGS = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
_PLACES = {"outside": True, "inside": False}
_TYPED = str.maketrans("“”„″‘’‚′‐‑–", "\"\"\"\"''''---")
_FRACTIONS = {"¼": " 1/4", "½": " 1/2", "¾": " 3/4", "⅝": " 5/8", "⁄": "/"}
_NUMBER = r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d{1,3})?"
_UNIT = r"(?:\"|''|-?(?:inches|inch|in\.?))?(?:[ -]*meter)?"
_INCHES = rf"(?:(?:(\d{{1,2}})[ -]+)?(\d{{1,2}})/(\d{{1,2}})|(\d{{0,2}}\.?\d{{1,4}}))\s*{_UNIT}"
_FISCAL = r"fy *(\d{4}|\d\d)(?: ?[-/] ?(\d{4}|\d\d))?"
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ][\d:.]+)?"
_US = r"(\d{1,2})/(\d{1,2})/(\d{4})(?: [\d:.]+)?"
_LOOKS_DATED = r"\d{1,2}-[a-z]{3}(-\d+)?|[a-z]{3}-\d{1,4}|\d{4}-\d\d?-\d\d?.*|\d+/\d+/\d+.*"


def _matches(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.ASCII)


def shown(value: object) -> str:
    """A value as it stands in a message: short, whatever it is."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int) and abs(value) >= 10**20:
        return "a number of more than 20 digits"
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "...")
    if isinstance(value, (int, float, Decimal, date)):
        return str(value).removesuffix(".0")[:40]
    return f"a {type(value).__name__}"


def is_blank(value: object) -> bool:
    """None, empty text or white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_dated(value: object) -> bool:
    """Whether a value is what Excel makes of 3/4 or 5-10: a date, its serial number or its text."""
    return _is_dated(value, _plain_number(value), _typed(value) if isinstance(value, str) else "")


def fiscal_year(value: object) -> int:
    """A fiscal year: 2026, `FY2026`, `FY26`, `FY 2025-26`, or a bill's date (a date, its text, or a serial number).

    Raises NotUnderstood. Source: R13.

    >>> [fiscal_year(written) for written in (2026, "FY26", "FY 2025-26", "2025-07-01", "6/30/2026", 45839)]
    [2026, 2026, 2026, 2026, 2026, 2026]
    """
    number = _plain_number(value)
    if number is not None and YEARS_WRITTEN[0] <= number <= YEARS_WRITTEN[-1] and number == int(number):
        return int(number)
    if (day := day_of(value)) is not None:
        return day.year + (day.month >= FIRST_MONTH)
    if isinstance(value, str) and (written := _matches(_FISCAL, _typed(value))):
        first, last = (_century(year) if year else None for year in written.groups())
        if first is not None and last in (None, first + 1):
            return last or first
    raise NotUnderstood(f"fiscal year {shown(value)} is not understood; give 2026, FY2026, FY26 or a bill's date")


def day_of(value: object) -> date | None:
    """The day that a date, its text (ISO, or US month first) or Excel's serial number stands for; None if none."""
    if isinstance(value, date):
        return value
    number = _plain_number(value)
    if number is not None:
        if FIRST_SERIAL <= number <= LAST_SERIAL:
            return EXCEL_EPOCH + timedelta(days=int(number))
    elif isinstance(value, str):
        return _date(_typed(value))
    return None


def month(value: object) -> int:
    """The month of a bill's date. Raises NotUnderstood for a fiscal year alone. Source: D7."""
    day = day_of(value)
    if day is None:
        raise NotUnderstood(f"these rates have seasons, and {shown(value)} has no month; give the bill's date")
    return day.month


def stage(value: object, printed: Collection[int]) -> int:
    """The surcharge stage in force: 0 or blank for none, else one that is printed.

    Raises NotUnderstood, OutOfRange for a negative number, or NoAdoptedRate, which lists the stages. Source: D8.
    """
    if is_blank(value):
        return 0
    number = _number(value, "stage", "a whole number")
    if not number.is_finite() or number < 0:
        raise OutOfRange(f"stage {shown(value)} is out of range; give 0 or a stage that is printed")
    if number != number.to_integral_value():
        raise NotUnderstood(f"stage {shown(value)} is not a whole number")
    if not number:
        return 0
    if number not in printed:
        known = f"stages printed: {', '.join(map(str, sorted(printed)))}" if printed else "no stage is printed"
        raise NoAdoptedRate(f"no adopted surcharge for stage {shown(value)}; {known}")
    return int(number)


def customer_class(value: object) -> str:
    """`household` or `non-household`, in any case, with space, hyphen or nothing between; HH, NH.

    Raises NotUnderstood; for `residential` and `commercial`, which the resolution does not know, it says which class
    such a customer usually is.

    >>> [customer_class(written) for written in ("HH", "Non Household")]
    ['household', 'non-household']
    """
    if isinstance(value, str):
        word = _one_word(value)
        if word in _CLASSES:
            return _CLASSES[word]
        if word in _NO_CLASSES:
            raise NotUnderstood(
                f"customer class {shown(value)} is not one of the resolution's: {word} is usually "
                f"{_NO_CLASSES[word]}, but see the account; give household or non-household"
            )
    raise NotUnderstood(f"customer class {shown(value)} is not understood; give household or non-household")


def meter_size(value: object) -> str:
    """A meter's size in inches as the resolution writes it (`3/4`, `1-1/2`), or `multi-family`.

    Any size in inches is understood, whether printed or not. Raises NotUnderstood; for a date or a serial number it
    explains that Excel turned 3/4 into a date.

    >>> [meter_size(written) for written in (0.75, '1½"', "2 inch", "MF")]
    ['3/4', '1-1/2', '2', 'multi-family']
    """
    return _meter_in_text(value) if isinstance(value, str) else _inches(value, "meter size", METERS)


@lru_cache(maxsize=100)  # a rate table writes each of its few sizes on many rows
def _meter_in_text(text: str) -> str:
    return MULTI_FAMILY if _one_word(text) in _UNITS_OF_MANY else _inches(text, "meter size", METERS)


def tap_size(value: object) -> str:
    """A tap's size in inches as the resolution writes it (`1-1/4`)."""
    return _inches(value, "tap size", "1, 1-1/4, 1-1/2, 2, 4, 6, 8, 10 or 12")


def quantity(value: object, limits: Limits, what: str = "ccf") -> Decimal:
    """A volume in CCF, taken to 0.001 CCF half up once its range is checked.

    Raises NotUnderstood, or OutOfRange where negative, not finite or above the maximum. Source: R7.
    """
    number = _number(value, what, "a number of CCF")
    if not number.is_finite() or not 0 <= number <= limits.quantity_maximum:
        raise OutOfRange(f"{what} {shown(value)} is out of range; give 0 to {limits.quantity_maximum:,} CCF")
    return number.quantize(limits.quantity_step, ROUND_HALF_UP)


def units(value: object, size: str) -> int:
    """The number of multi-family units, or 1 for a meter, where blank, 0 and 1 count as not given.

    Raises NotUnderstood or OutOfRange. Source: R2.
    """
    if is_blank(value):
        if size == MULTI_FAMILY:
            raise NotUnderstood(f"multi-family needs its number of units; give a whole number, 1 to {UNITS_MAXIMUM:,}")
        return 1
    number = _number(value, "units", "a whole number of units")
    if not number.is_finite():
        raise OutOfRange(f"units {shown(value)} is out of range; give 1 to {UNITS_MAXIMUM:,}")
    if size != MULTI_FAMILY:
        if number in (0, 1):
            return 1
        raise NotUnderstood(f'units {shown(value)} go with multi-family only; leave them blank for a {size}" meter')
    if number != number.to_integral_value():
        raise NotUnderstood(f"units {shown(value)} is not a whole number; give 1 to {UNITS_MAXIMUM:,}")
    if not 1 <= number <= UNITS_MAXIMUM:
        raise OutOfRange(f"units {shown(value)} is out of range; give 1 to {UNITS_MAXIMUM:,}")
    return int(number)


def outside(value: object) -> bool:
    """Whether outside the city: TRUE/FALSE, 1/0, yes/no, y/n, outside/inside; blank is inside."""
    return _flag(value, "outside", False, _FLAGS | _PLACES, "TRUE, FALSE, outside or inside")


def flag(value: object, what: str, default: bool) -> bool:
    """TRUE/FALSE, 1/0, yes/no or y/n; blank is the default."""
    return _flag(value, what, default, _FLAGS, "TRUE, FALSE, yes or no")


def money(value: object, what: str) -> Decimal:
    """Dollars, 0 to 1,000,000,000, exact as given. Raises NotUnderstood or OutOfRange."""
    number = _number(value, what, "dollars")
    if not number.is_finite() or not 0 <= number <= MONEY_MAXIMUM:
        raise OutOfRange(f"{what} {shown(value)} is out of range; give 0 to {MONEY_MAXIMUM:,} dollars")
    return number


def days(value: object) -> int:
    """Whole days past due, negative when not yet due. Source: R10."""
    number = _number(value, "days past due", "a whole number of days")
    if not number.is_finite() or not -DAYS_MAXIMUM <= number <= DAYS_MAXIMUM:
        raise OutOfRange(f"days past due {shown(value)} is out of range")
    if number != number.to_integral_value():
        raise NotUnderstood(f"days past due {shown(value)} is not a whole number of days")
    return int(number)


def word(value: object, what: str, accepted: tuple[str, ...]) -> str:
    """One of the accepted words, in any case. Raises NotUnderstood, which lists them."""
    if isinstance(value, str) and (text := _typed(value)) in accepted:
        return text
    raise NotUnderstood(f"{what} {shown(value)} is not understood; give {', '.join(accepted)}")


def exact(value: object) -> Decimal | None:
    """The number that a cell or text stands for, exactly (a float: its shortest decimal text); None if it is none.

    >>> exact(0.1), exact(" 1,000.05 "), exact("eight")
    (Decimal('0.1'), Decimal('1000.05'), None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        text = value.strip()
        if any(sign.isdigit() for sign in text) and len(text) <= 60 and _matches(_NUMBER, text):
            if not re.match(r"[+-]?\.?\d", text):
                return None
            return Decimal(text.replace(",", ""))
    return None


def _typed(text: str) -> str:
    """A text in small letters, with the quotes and dashes of a keyboard, out of the quotes that may surround it."""
    plain = text.translate(_TYPED).strip().lower().removeprefix("'")
    return plain[1:-1].strip() if len(plain) > 1 and plain[0] == plain[-1] == '"' else plain


def _one_word(text: str) -> str:
    """A text in small letters without spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", _typed(text))


def _century(year: str) -> int:
    return int(year) if len(year) > 2 else YEARS_WRITTEN[100] + int(year)


def _plain_number(value: object) -> Decimal | None:
    number = exact(value)
    return number if number is not None and number.is_finite() else None


def _number(value: object, what: str, accepted: str) -> Decimal:
    number = exact(value)
    if number is None:
        given = "is blank" if is_blank(value) else f"{shown(value)} is not understood"
        raise NotUnderstood(f"{what} {given}; give {accepted}")
    return number


def _flag(value: object, what: str, default: bool, words: dict[str, bool], accepted: str) -> bool:
    if is_blank(value):
        return default
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (text := _typed(value)) in words:
        return words[text]
    number = _plain_number(value)
    if number is not None and not isinstance(value, str) and number in (0, 1):
        return number == 1
    raise NotUnderstood(f"{what} {shown(value)} is not understood; give {accepted}")


def _inches(value: object, what: str, accepted: str) -> str:
    text = _typed(value) if isinstance(value, str) else ""
    number = _plain_number(value)
    if _is_dated(value, number, text):
        raise NotUnderstood(
            f"{what} {shown(value)} is a date: Excel turned 3/4 into 4 March; type '3/4 or format as text"
        )
    if number is not None and 0 < number <= LARGEST_PIPE and round(number, INCH_PLACES) == number:
        inches = _in_parts(*number.as_integer_ratio())
    else:
        inches = _in_words(text)
    if inches is None:
        raise NotUnderstood(f"{what} {shown(value)} is not understood; give {accepted}")
    return inches


def _in_words(text: str) -> str | None:
    """A text of inches, such as 1½", as the resolution writes it; None if it is none."""
    for sign, plain in _FRACTIONS.items():
        text = text.replace(sign, plain)
    if not (match := _matches(_INCHES, text.strip())):
        return None
    whole, top, bottom, decimal = match.groups()
    if decimal:
        return _in_parts(*Decimal(decimal).as_integer_ratio())
    return _in_parts(int(whole or 0) * int(bottom) + int(top), int(bottom)) if int(bottom) else None


def _is_dated(value: object, number: Decimal | None, text: str) -> bool:
    if isinstance(value, date) or (number is not None and number >= FIRST_SERIAL):
        return True
    return _matches(_LOOKS_DATED, text) is not None


def _in_parts(top: int, bottom: int) -> str | None:
    """A fraction of an inch in lowest terms, whole inches before it; None where no rule has such a mark.

    >>> _in_parts(3, 2), _in_parts(12, 16), _in_parts(4, 2), _in_parts(1, 3)
    ('1-1/2', '3/4', '2', None)
    """
    parts, rest = divmod(top * SMALLEST_PART, bottom)
    if rest or not 0 < parts <= LARGEST_PIPE * SMALLEST_PART:
        return None
    whole, part = divmod(parts, SMALLEST_PART)
    shared = gcd(part, SMALLEST_PART)
    words = (str(whole) if whole else "", f"{part // shared}/{SMALLEST_PART // shared}" if part else "")
    return "-".join(filter(None, words))


def _date(text: str) -> date | None:
    try:
        if iso := _matches(_ISO, text):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if us := _matches(_US, text):
            return date(int(us[3]), int(us[1]), int(us[2]))
    except ValueError:
        pass
    return None
