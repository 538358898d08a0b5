"""What the workers of one run share: a folder, and what is made in it once, by the worker that comes first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run, the same in each of its workers."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(mark: Path, make: Callable[[], object]) -> None:
    """Make something unless a worker has: the others wait for it, and try themselves where it failed."""
    with mark.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if mark.stat().st_size == 0:
            make()
            file.write("made")
            file.flush()
