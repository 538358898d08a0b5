"""The figures of `make prove`: written a step at a time, in the file and in the README."""

import re

import pytest
from prove import figures
from prove.figures import Step, joined, sections
from support.places import ROOT

STEP = Step("Faults", ("of", "caught"), (("a|b", "1"), ("c", "2")), True, ("one note",))
ORDER = ("counts", "mutation")
WRITTEN = """Faults:

| of | caught |
| --- | --- |
| a\\|b | 1 |
| c | 2 |

- one note
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A README and no figures yet, in a folder of their own."""
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{figures.START}{figures.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(figures, "README", readme)
    monkeypatch.setattr(figures, "FIGURES", tmp_path / "figures.md")
    return tmp_path


def test_a_step_is_a_table(here):
    figures.write("mutation", STEP, ORDER)
    assert (here / "figures.md").read_text(encoding="utf-8") == f"<!-- step mutation -->\n{WRITTEN}"
    readme = (here / "README.md").read_text(encoding="utf-8")
    assert readme == f"before\n{figures.START}<!-- step mutation -->\n{WRITTEN}{figures.END}\nafter\n"


def test_the_other_steps_figures_stay_in_the_order_of_the_steps(here):
    figures.write("mutation", STEP, ORDER)
    other = Step("Counts", ("tests",), (("5",),), True)
    figures.write("counts", other, ORDER)
    kept = sections((here / "figures.md").read_text(encoding="utf-8"))
    assert list(kept) == ["counts", "mutation"]
    assert kept["mutation"] == WRITTEN
    figures.write("counts", Step("Counts", ("tests",), (("6",),), True), ORDER)
    assert "| 6 |" in (here / "README.md").read_text(encoding="utf-8")
    assert "| 5 |" not in (here / "README.md").read_text(encoding="utf-8")
    assert list(sections(joined(kept, ["mutation"]))) == ["mutation"]
    assert {path.name for path in here.iterdir()} == {"README.md", "figures.md"}


def test_former_rows_and_notes_are_found_by_their_first_word(here):
    assert figures.former("mutation") == ({}, {})
    rows = (("law", "276", "100.0%"), ("loader", "1,300", "98.2%"))
    notes = ("law: `a` → `b`: why", "law: `c`: why", "loader: d")
    figures.write("mutation", Step("Mutation", ("modules", "mutants", "score"), rows, True, notes), ORDER)
    assert figures.former("mutation") == (
        {"law": rows[0], "loader": rows[1]},
        {"law": list(notes[:2]), "loader": [notes[2]]},
    )
    assert figures.former("counts") == ({}, {})


def test_a_readme_without_a_place_for_them_is_left_alone(here):
    (here / "README.md").write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for figures"):
        figures.write("mutation", STEP, ORDER)
    assert (here / "README.md").read_text(encoding="utf-8") == "nothing"


def test_the_readme_shows_the_figures_as_they_were_written():
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split(figures.START)[1].split(figures.END)[0]
    written = figures.FIGURES.read_text(encoding="utf-8")
    assert shown == written
    steps = re.findall(r'"(\w+)"', re.search(r"STEPS = \((.*)\)", (ROOT / "tests/prove/__main__.py").read_text())[1])
    assert [name for name in steps if name in sections(written)] == list(sections(written))
    for name, text in sections(written).items():
        source = (ROOT / "tests" / "prove" / f"{name}.py").read_text(encoding="utf-8")
        title, headings = (re.search(rf"^{word} = (.*)$", source, re.MULTILINE)[1] for word in ("TITLE", "HEADINGS"))
        first, _, heads, *_ = text.splitlines()
        assert first == f"{eval(title)}:"
        assert heads == "| " + " | ".join(eval(headings)) + " |"
