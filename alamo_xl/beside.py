"""Files are written beside and renamed: a name never shows half a file, and a failed write leaves nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def part_of(path: Path) -> Path:
    """Where a file is written before it has its name."""
    return path.with_name(path.name + ".part")


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """The file to write in place of another; it takes the other's name afterwards, or goes when the writing fails.

    Its folder is made where there is none; a link under either name is replaced, not followed. An OSError names `path`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    try:
        part.unlink(missing_ok=True)
        yield part
        part.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and error.filename in (None, str(part)):
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


@contextlib.contextmanager
def folder_beside(path: Path) -> Iterator[Path]:
    """The folder to write in place of another, as `beside` does with a file; it is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part, old = part_of(path), path.with_name(path.name + ".old")
    shutil.rmtree(part, ignore_errors=True)
    if path.is_file():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    try:
        yield part
        shutil.rmtree(old, ignore_errors=True)
        if path.is_dir():
            path.rename(old)
        part.rename(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def write_beside(path: Path, content: bytes) -> None:
    """Write a whole file in place of another."""
    with beside(path) as part:
        write_through(part, content)


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write whole files in place of others: all beside first, then renamed; none where one cannot be written or
    replaced.
    """
    with contextlib.ExitStack() as renamings:
        for path, content in contents.items():
            write_through(renamings.enter_context(beside(path)), content)
        for path in contents:
            _refuse_irreplaceable(path)


def interrupted(paths: Iterable[Path]) -> list[Path]:
    """What a run left beside these files that was cut short: some of them may be its own and others older."""
    return [part_of(path) for path in paths if part_of(path).is_file()]


def _refuse_irreplaceable(path: Path) -> None:
    """A folder has the name, or in Windows another program holds the file open, which then takes no name anew."""
    if path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with contextlib.suppress(FileNotFoundError):
        path.rename(path)


def write_through(path: Path, content: bytes) -> None:
    """Write a file as far as the disk, so that a power cut after its renaming leaves it whole."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
