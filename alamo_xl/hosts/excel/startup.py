"""The list of what Excel opens at its start: `OPEN`, `OPEN1`, … in the registry, without a gap, where Excel stops.

A new list is written from its first entry to its last, so that none is lost on the way; a crash leaves one twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from alamo_xl.hosts.excel.machine import OFFICE, Machine, Registry
from alamo_xl.hosts.excel.registry import Value

OPTIONS = rf"{OFFICE}\Options"
OPEN = re.compile(r"OPEN(\d*)")
Entries = dict[str, Value]


def entries(registry: Registry) -> Entries:
    """The entries as they stand, in order, by their names."""
    found = {name: value for name, value in registry.typed(OPTIONS).items() if OPEN.fullmatch(name)}
    return dict(sorted(found.items(), key=lambda entry: int(entry[0].removeprefix("OPEN") or 0)))


def opens(machine: Machine, listed: Entries) -> bool:
    """Whether the add-in is in a list."""
    return any(file_of(str(value.data)) == machine.addin for value in listed.values())


def with_addin(machine: Machine, listed: Entries) -> Entries:
    """A list with the add-in: at its end, where it was not there."""
    if opens(machine, listed):
        return listed
    return _numbered([*listed.values(), Value(f'"{machine.addin}"')])


def without_addin(machine: Machine, listed: Entries) -> Entries:
    """A list without the add-in."""
    return _numbered([value for value in listed.values() if file_of(str(value.data)) != machine.addin])


def file_of(entry: str) -> Path:
    """The file that an entry of the list opens."""
    quoted = re.search(r'"([^"]+)"', entry)
    return Path(quoted[1] if quoted else entry)


def write(registry: Registry, before: Entries, after: Entries) -> None:
    """Make one list the other."""
    for name, value in _steps(before, after):
        if value is None:
            registry.remove(OPTIONS, name)
        else:
            registry.put(OPTIONS, name, value.data, value.kind)


def is_between(now: Entries, before: Entries, after: Entries) -> bool:
    """Whether a list is what `write` leaves when it is interrupted."""
    state = dict(before)
    for name, value in _steps(before, after):
        if state == now:
            return True
        if value is None:
            del state[name]
        else:
            state[name] = value
    return state == now


def _steps(before: Entries, after: Entries) -> Iterator[tuple[str, Value | None]]:
    """What to put in its place, and then, from the end, which names to remove."""
    yield from ((name, value) for name, value in after.items() if before.get(name) != value)
    yield from ((name, None) for name in reversed(before) if name not in after)


def _numbered(values: list[Value]) -> Entries:
    return {f"OPEN{place or ''}": value for place, value in enumerate(values)}
