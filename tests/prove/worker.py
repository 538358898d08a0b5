"""One process that holds what tests import and forks a child for each mutant: reads jobs as lines of JSON, answers so.

Runs in a copy of the project. A job: file, source, tests, seconds, the shelf of its books or "" for a new one. An
answer: `killed`, `late` or `survived`, seconds, and the end of what pytest printed.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

PRELOADED = (
    "pytest",
    "_pytest.assertion.rewrite",
    "hypothesis",
    "hypothesis.strategies",
    "openpyxl",
    "ironcalc",
    "lxml.etree",
    "_hypothesis_pytestplugin",
    "click.testing",
    "decimal",
    "fractions",
    "tomllib",
    "hashlib",
    "csv",
    "json",
    "pyopenvba",
)
QUICK = ("-x", "-q", "--tb=line", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin")
MEMORY = 3 << 30
NOTHING_RAN = 5


def main() -> None:
    sys.path[:] = [str(Path.cwd()), *sys.path]
    for name in PRELOADED:
        with suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    if job["file"] is None:
        return _tried(job)
    path = Path(job["file"])
    before, times = path.read_bytes(), path.stat()
    path.write_text(job["source"], encoding="utf-8")
    try:
        return _tried(job)
    finally:
        path.write_bytes(before)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _tried(job: dict[str, Any]) -> dict[str, Any]:
    start = time.perf_counter()
    with tempfile.TemporaryFile() as printed:
        child = os.fork()
        if not child:
            _test(job, printed.fileno())
        code = _waited(child, job["seconds"])
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        printed.seek(0)
        said = printed.read().decode(errors="replace")[-1500:]
    verdict = {None: "late", 0: "survived", NOTHING_RAN: "no test ran"}.get(code, "killed")
    return {"verdict": verdict, "seconds": time.perf_counter() - start, "said": said}


def _test(job: dict[str, Any], printed: int) -> None:
    """The child: pytest's own exit code."""
    code = 1
    try:
        os.setpgid(0, 0)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        sys.dont_write_bytecode = job["file"] is not None
        import pytest

        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        os.environ["ALAMO_SHELF"] = job["shelf"]
        code = int(pytest.main([*QUICK, *job["tests"]]))
    finally:
        sys.stdout.flush()
        os._exit(code)


def _waited(child: int, seconds: float) -> int | None:
    end, pause = time.perf_counter() + seconds, 0.005
    while time.perf_counter() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(pause * 1.2, 0.1)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


if __name__ == "__main__":
    main()
