"""One process that holds what tests import and forks a child for each mutant: reads jobs as lines of JSON, answers so.

Runs in a copy of the project. A job: file, source, tests, seconds of processor time, the shelf of its books or "" for
a new one. An answer: `killed`, `late` or `survived`, seconds of processor time, and the end of what pytest printed.
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
LONGEST = 1800.0
"""Seconds by the clock, for what waits and does not work."""


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
    with tempfile.TemporaryFile() as printed:
        child = os.fork()
        if not child:
            _test(job, printed.fileno())
        code, seconds = _waited(child)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        printed.seek(0)
        said = printed.read().decode(errors="replace")[-1500:]
    verdict = {None: "late", -signal.SIGXCPU: "late", 0: "survived", NOTHING_RAN: "no test ran"}.get(code, "killed")
    return {"verdict": verdict, "seconds": seconds, "said": said}


def _test(job: dict[str, Any], printed: int) -> None:
    """The child: pytest's own exit code."""
    code = 1
    try:
        os.setpgid(0, 0)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(job["seconds"]) + 1, resource.RLIM_INFINITY))
        sys.dont_write_bytecode = job["file"] is not None
        import pytest

        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        os.environ["ALAMO_SHELF"] = job["shelf"]
        code = int(pytest.main([*QUICK, *job["tests"]]))
    finally:
        sys.stdout.flush()
        os._exit(code)


def _waited(child: int) -> tuple[int | None, float]:
    """The exit code of a child, None where the clock ran out, and the processor time of it and its children."""
    end, pause = time.perf_counter() + LONGEST, 0.005
    while time.perf_counter() < end:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        time.sleep(pause)
        pause = min(pause * 1.2, 0.1)
    os.killpg(child, signal.SIGKILL)
    _, _, used = os.wait4(child, 0)
    return None, used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
