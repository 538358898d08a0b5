"""Every test at its full count, by folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tests.prove.figures import Step
from tests.prove.trial import ROOT

TITLE = "Tests at their full counts"
HEADINGS = ("tests of", "run", "passed", "failed", "skipped", "minutes")
DEPTH = 2  # tests/core, tests/books


def run() -> Step:
    """The whole suite with ALAMO_SHARE=1."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n", os.environ.get("WORKERS", "2"), f"--junitxml={report}"]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "ALAMO_SHARE": "1"})
        rows = by_folder(ElementTree.parse(report).getroot())
    return Step(TITLE, HEADINGS, rows, done.returncode == 0)


def by_folder(report: ElementTree.Element) -> tuple[tuple[str, ...], ...]:
    """A row a folder of tests, from pytest's report."""
    verdicts: dict[str, Counter[str]] = {}
    seconds: Counter[str] = Counter()
    for case in report.iter("testcase"):
        words = case.get("classname", "").split(".")
        folder = "/".join(words[:DEPTH]) if len(words) > DEPTH else words[0]
        outcome = {"failure": "failed", "error": "failed", "skipped": "skipped"}
        verdict = next((outcome[part.tag] for part in case if part.tag in outcome), "passed")
        verdicts.setdefault(folder, Counter())[verdict] += 1
        seconds[folder] += float(case.get("time", 0))
    return tuple(
        (
            folder,
            f"{found.total():,}",
            *(f"{found[verdict]:,}" for verdict in ("passed", "failed", "skipped")),
            f"{seconds[folder] / 60:.1f}",
        )
        for folder, found in sorted(verdicts.items())
    )
