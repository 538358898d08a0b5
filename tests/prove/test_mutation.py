"""Mutants are tried again only where they are those that were counted."""

import subprocess

import pytest

pytest.importorskip("cosmic_ray", reason="the extra `prove` is installed by make prove")

from tests.prove.mutation import Group, changed_since

LAW = Group("law", ("law.py",), (), 1)


@pytest.fixture
def committed(tmp_path):
    """Writes files and commits them."""

    def git(*words):
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", *words], cwd=tmp_path, check=True)

    def commit(**files):
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text)
        git("add", ".")
        git("commit", "--quiet", "--message=x")

    git("init", "--quiet")
    return commit


def test_what_changed_since_a_group_was_counted(committed, tmp_path):
    def changed():
        return changed_since(LAW, tmp_path, tmp_path / "figures.md")

    committed(law_py="1", other_py="1", figures_md="| law | 2 | 90.0% |\n")
    committed(other_py="2", figures_md="| law | 2 | 90.0% |\n| kit | 2 | 100.0% |\n")
    assert changed() == []
    (tmp_path / "law.py").write_text("2")
    assert changed() == ["law.py"]
    committed(figures_md="| law | 3 | 3 |\n| law | 2 | 90.0% |\n")
    assert changed() == ["law.py"], "faults that were planted are another count"
    committed(figures_md="| law | 2 | 95.0% |\n")
    assert changed() == []
