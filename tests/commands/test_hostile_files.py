"""Damaged, huge and feigned files end in an answer or in one line, within 10 seconds and 500 MB."""

import pytest
from support.counts import COSTLY, sample
from support.hostile import BYTES, SECONDS, Hostile, Ran, faults, hostile_files, run

REFUSED = Ran(2, "", "alamo-xl: x.xlsx is no whole package\n", 1, 10**7)


def test_hostile_files(tmp_path, model_book):
    files = [each for files in hostile_files(model_book).values() for each in files]
    pairs = [(hostile, command) for hostile in files for command in hostile.commands]
    assert len(files) > 100
    found = {}
    for number, (hostile, command) in enumerate(sample(pairs, COSTLY)):
        path = tmp_path / str(number) / f"hostile{hostile.ending}"
        path.parent.mkdir()
        hostile.write(path)
        if told := list(faults(hostile, command, run(command, path))):
            found[hostile.what, command] = told
        if path.is_file():
            path.unlink()
    assert not found


@pytest.mark.parametrize(
    ("ran", "words"),
    [
        (Ran(2, "", "alamo-xl: x\n", SECONDS + 1, 1), "11.0 seconds"),
        (Ran(-9, "", "", 1, 1), "1.0 seconds"),
        (Ran(2, "", "alamo-xl: x\n", 1, BYTES + 1), "500,000,001 bytes"),
        (Ran(1, "", "Traceback (most recent call last):\nKeyError: 1\n", 1, 1), "KeyError: 1"),
        (Ran(2, "", "alamo-xl: x\ny\n", 1, 1), "not one line"),
        (Ran(2, "", "alamo-xl: x\n", 1, 1, ("tabulated.xlsx",)), "left tabulated.xlsx"),
        (Ran(0, "an answer", "", 1, 1, ("tabulated.xlsx.work",)), "left tabulated.xlsx.work"),
        (Ran(2, "some", "alamo-xl: x\n", 1, 1), "not one line"),
        (Ran(0, "an answer", "", 1, 1), "exit 0"),
        (Ran(0, "an answer", "a warning", 1, 1), "said besides"),
    ],
)
def test_what_is_not_as_demanded_is_found(ran, words):
    hostile = Hostile("a name that is #REF!", ".xlsx", lambda path: None)
    assert list(faults(hostile, ("scenario",), REFUSED)) == []
    assert [told for told in faults(hostile, ("scenario",), ran) if words in told]
