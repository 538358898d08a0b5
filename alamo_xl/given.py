"""A file that a user gives is read once, whole and within a limit; what is no file, or is larger, is refused unread."""

from __future__ import annotations

from pathlib import Path

from alamo_xl.errors import BadSchedule

TEXT_MAXIMUM = 2_000_000
"""Bytes of a rate table or an instrument: forty times the adopted one, and read within seconds whatever it holds."""


def content(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises BadSchedule, which names it, where it cannot be read or has more than `most`."""
    try:
        if path.exists() and not path.is_file():
            raise BadSchedule(f"{path.name} is not a file")
        with path.open("rb") as file:
            found = file.read(most + 1)
    except OSError as error:
        raise BadSchedule(f"{path.name}: {error.strerror}") from error
    if len(found) > most:
        raise BadSchedule(f"{path.name} has more than {most:,} bytes, the most that is read")
    return found


def text(path: Path) -> str:
    """The text of a rate table or an instrument, UTF-8. Raises BadSchedule as `content` does."""
    try:
        return content(path, TEXT_MAXIMUM).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSchedule(f"{path.name} is not text in UTF-8: {error.reason} at byte {error.start:,}") from error
