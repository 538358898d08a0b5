"""Where things stand: the project, its tests, what they read."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
DATA = TESTS / "data"
CASES = TESTS / "cases"
JS = TESTS / "js"
WORKBOOKS = ROOT / "workbooks"
