"""Commands that write, cut short at random moments, in each write, at each renaming, and out of space: no half file."""

from pathlib import Path

import pytest
from support.counts import share_of
from support.cut_short import Writer
from support.full import full_in_ci

EXPORTS = ("csv", "json", "owrs", "html")
BUILD = ("build", "libreoffice", "addin")
STEPS = ("written", "renamed")


@pytest.fixture(params=EXPORTS)
def export(request: pytest.FixtureRequest, tmp_path: Path) -> Writer:
    """The export in one format."""
    return Writer(tmp_path, "export", "--format", str(request.param))


def test_an_export_that_is_killed(export: Writer) -> None:
    for _ in range(share_of(60)):
        export.killed(0.6)


def test_an_export_that_ends_at_each_step(export: Writer) -> None:
    steps = len(export.whole) * len(STEPS)
    assert [export.ended_at(step) for step in range(steps + 1)] == [*[True] * steps, False]


def test_an_export_out_of_space(export: Writer) -> None:
    short = [export.out_of_space() for _ in range(share_of(80))]
    assert any(short)


@full_in_ci("an export is cut short in the same ways")
def test_a_build_that_is_killed_ends_at_each_step_or_is_out_of_space(tmp_path: Path) -> None:
    build = Writer(tmp_path, *BUILD)
    for _ in range(share_of(60)):
        build.killed(3)
    ended = [build.ended_at(step) for step in range(len(build.whole) * len(STEPS))]
    short = [build.out_of_space() for _ in range(share_of(60))]
    assert all(ended)
    assert any(short)
