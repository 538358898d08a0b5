"""A file that a user gives is read once, whole and within a limit; what is no file, or is larger, is refused unread."""

from __future__ import annotations

import os
from os import PathLike

from alamo_xl.errors import BadSchedule

BYTE_ORDER_MARK = "\ufeff"
TEXT_MAXIMUM = 200_000
"""Bytes of a rate table or an instrument: ten times the adopted one."""
LINE_MAXIMUM = 1_500
"""Letters of its lines, four times the adopted one's: a dotted key of TOML takes the square of its length in memory."""


def content(path: str | PathLike[str], most: int) -> bytes:
    """The bytes of a file. Raises BadSchedule, which names it, where it cannot be read or has more than `most`."""
    name = os.path.basename(path)
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise BadSchedule(f"{name} is not a file")
        with open(path, "rb") as file:
            found = file.read(most + 1)
    except OSError as error:
        raise BadSchedule(f"{name}: {error.strerror}") from error
    if len(found) > most:
        raise BadSchedule(f"{name} has more than {most:,} bytes, the most that is read")
    return found


def text(path: str | PathLike[str]) -> str:
    """The text of a rate table or an instrument, UTF-8. Raises BadSchedule as `content` does."""
    name = os.path.basename(path)
    try:
        found = content(path, TEXT_MAXIMUM).decode().removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise BadSchedule(f"{name} is not text in UTF-8: {error.reason} at byte {error.start:,}") from error
    if max(map(len, found.splitlines()), default=0) > LINE_MAXIMUM:
        raise BadSchedule(f"{name} has a line of more than {LINE_MAXIMUM:,} letters, the most that is read")
    return found
