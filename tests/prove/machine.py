"""What steps share: how much runs at once, and a model to spoil."""

from __future__ import annotations

import os
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))  # as pytest has it, for tests/support

from support.built import MODEL  # noqa: E402
from support.command import alamo_xl  # noqa: E402

WORKERS = int(os.environ.get("WORKERS", "2"))


def built_model(folder: Path) -> Path:
    """The model as this version builds it."""
    done = alamo_xl("build", "model", "--out", folder)
    if done.returncode:
        raise OSError(done.stderr)
    return folder / MODEL
