"""What was installed, by the hashes of its files, and what a run has begun: a file of JSON among the installed ones.

It is written before the first change of a run and again after the last: a run that finds it begun was interrupted.
"""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from alamo_xl.beside import write_beside
from alamo_xl.hosts.excel.machine import Machine
from alamo_xl.hosts.excel.registry import Value
from alamo_xl.hosts.excel.startup import Entries

NAME = "installed.json"
DONE = ""
Hashes = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Manifest:
    """The hashes, by file name, of contents that are ours, and the run that has begun: `install`, `--remove` or none.

    before, after: what such a run makes of the list of what Excel opens.
    """

    files: Hashes = field(default_factory=dict)
    begun: str = DONE
    before: Entries = field(default_factory=dict)
    after: Entries = field(default_factory=dict)

    def holds(self, path: Path) -> bool:
        """Whether a file is there with a content that was installed."""
        return path.is_file() and hash_of(path.read_bytes()) in self.files.get(path.name, ())

    def save(self, machine: Machine) -> None:
        """Write it among the installed files."""
        text = {
            "begun": self.begun,
            "files": self.files,
            "before": _texts(self.before),
            "after": _texts(self.after),
        }
        write_beside(path_of(machine), json.dumps(text, indent=1).encode())


def load(machine: Machine) -> Manifest:
    """What is recorded; nothing where there is no record, or one that cannot be read."""
    try:
        text = json.loads(path_of(machine).read_bytes())
        files = {str(name): tuple(map(str, hashes)) for name, hashes in text["files"].items()}
        return Manifest(files, str(text["begun"]), _values(text["before"]), _values(text["after"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError, SyntaxError):
        return Manifest()


def path_of(machine: Machine) -> Path:
    """Where the record lies."""
    return machine.folder / NAME


def hash_of(content: bytes) -> str:
    """A content's SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _texts(entries: Entries) -> dict[str, list[object]]:
    """Values as JSON can hold them: the registry has bytes too."""
    return {name: [repr(value.data), value.kind] for name, value in entries.items()}


def _values(texts: dict[str, tuple[str, int]]) -> Entries:
    return {name: Value(ast.literal_eval(data), int(kind)) for name, (data, kind) in texts.items()}
