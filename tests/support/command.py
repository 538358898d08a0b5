"""The command line: in this process, which is quick, and as a user runs it."""

import io
import subprocess
import sys
import traceback
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from alamo_xl.cli import main

Done = subprocess.CompletedProcess[str]


def alamo_xl(*arguments: object, cwd: Path | None = None) -> Done:
    """What `alamo-xl` with these arguments answers, in this process."""
    given, out, err, code = [str(each) for each in arguments], io.StringIO(), io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err), chdir(cwd or Path.cwd()):
        try:
            main(given)
        except SystemExit as end:
            code = end.code or 0
        except Exception:
            code = 1
            traceback.print_exc()
    return Done(given, code, out.getvalue(), err.getvalue())


def in_its_own_process(*arguments: object) -> Done:
    """What a user's `alamo-xl` with these arguments answers."""
    command = [sys.executable, "-m", "alamo_xl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
