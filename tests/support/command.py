"""The command line, run as a user runs it."""

import subprocess
import sys
from pathlib import Path


def alamo_xl(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What `alamo-xl` with these arguments answers."""
    command = [sys.executable, "-m", "alamo_xl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
