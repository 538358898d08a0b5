"""What an extract is made of: one file, a folder of them or a pattern, all of one kind."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path

from alamo_xl.errors import BadExtract

KINDS = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".xlsx": "book",
    ".xlsm": "book",
}


@dataclass(frozen=True)
class Files:
    """The files of an extract in the order of their names, their kind, and what in the folder is none of them."""

    paths: tuple[Path, ...]
    kind: str
    left: tuple[Path, ...] = ()

    @property
    def bytes(self) -> int:
        """What they hold together."""
        return sum(path.stat().st_size for path in self.paths)


def files_of(extract: str) -> Files:
    """The files that a name, a folder or a pattern (`bills/2025-*.csv`) stands for. Raises BadExtract."""
    path = Path(extract)
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "_", "~$")))
    elif path.exists() or not glob.has_magic(extract):
        found = [path]
    else:
        found = sorted(Path(each) for each in glob.glob(extract, recursive=True) if Path(each).is_file())  # noqa: PTH207
    read = tuple(each for each in found if each.suffix.lower() in KINDS)
    if not read:
        named = f"{path.name} holds none" if path.is_dir() else f"{extract} is none"
        raise BadExtract(f"an extract is CSV, Parquet or xlsx: a file, a folder or a pattern; {named}")
    kinds = sorted({KINDS[each.suffix.lower()] for each in read})
    if "parquet" in kinds and len(kinds) > 1:
        raise BadExtract(f"{extract} holds Parquet and other files together; give one kind")
    for each in read:
        _refuse_unreadable(each)
    return Files(read, kinds[0] if len(kinds) == 1 else "text", tuple(each for each in found if each not in read))


def _refuse_unreadable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise BadExtract(f"{path.name} is empty; an extract's first row names its columns")
    except OSError as error:
        raise BadExtract(f"{path.name}: {error.strerror}") from error
