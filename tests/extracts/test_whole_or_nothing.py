"""A rating that is killed, or finds the disk full, leaves what was there before and nothing like an answer."""

import random
import signal
import subprocess
import sys
import time

import pytest
from support.counts import share_of
from support.cut_short import LIMITED
from support.extracts import NAMES, bills, rows_in, write_csv

BEFORE = b"an older answer"
ROWS = 20_000


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    return write_csv(tmp_path_factory.mktemp("cut") / "bills.csv", NAMES, bills(ROWS))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("most", [1_000, 150_000])
def test_a_full_disk_is_one_line_and_leaves_the_older_file(extract, ending, most, tmp_path):
    out = tmp_path / f"rated.{ending}"
    out.write_bytes(BEFORE)
    command = [sys.executable, "-c", LIMITED, str(most), "rate", str(extract), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done
    assert len(done.stderr.splitlines()) == 1 and done.stderr.startswith("alamo-xl: "), done.stderr
    assert out.read_bytes() == BEFORE
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_killed_run_leaves_the_older_file_and_the_next_one_is_whole(extract, tmp_path):
    out = tmp_path / "rated.parquet"
    command = [sys.executable, "-m", "alamo_xl", "rate", str(extract), "--out", str(out)]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    longest = time.monotonic() - started
    whole = rows_in(out)
    dice = random.Random(5)
    for _ in range(share_of(60)):
        out.write_bytes(BEFORE)
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0, longest))
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert out.read_bytes() == BEFORE or rows_in(out) == whole
    subprocess.run(command, check=True, capture_output=True)
    assert rows_in(out) == whole
    assert not list(tmp_path.glob("*.part")) and not list(tmp_path.glob("*.work"))
