"""What can go wrong, in words that fit a cell and say what is accepted."""


class AlamoError(Exception):
    """Something given that cannot be answered; `code` is the Excel error it becomes."""

    code = "#VALUE!"


class NotUnderstood(AlamoError):
    """An input that is not one of the accepted words, sizes, dates or numbers."""


class NoAdoptedRate(AlamoError):
    """An input that is understood, but for which nothing is printed (R3, R20)."""

    code = "#N/A"


class OutOfRange(AlamoError):
    """A quantity that is negative, not finite or too large."""

    code = "#NUM!"


class BadSchedule(AlamoError):
    """An instrument or a rate table that is incomplete, doubled, unsourced or not money to the cent."""


class BadThreshold(BadSchedule):
    """A block of a rate table that begins at a volume out of range."""

    code = "#NUM!"


class BadExtract(AlamoError):
    """A billing extract that cannot be read, or whose columns are missing, doubled or without a unit."""
