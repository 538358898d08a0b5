"""Whole numbers are divided exactly by way of floats, up to the largest of them, on either side of each quotient."""

import random

import narwhals as nw
import pytest

from alamo_xl.extracts.duck import Duck
from alamo_xl.extracts.whole import EXACT, divided


@pytest.mark.parametrize("by", [10, 1_000, 10_000, 1_000_000, 57_600_000, 115_200_000, 3, 7])
def test_divided_is_the_whole_part(by, tmp_path):
    dice = random.Random(by)
    amounts = [0, 1, by - 1, by, by + 1, EXACT - 1, EXACT - by, EXACT // by * by, EXACT // by * by - 1]
    for _ in range(2_000):
        quotient = dice.randrange(EXACT // by)
        amounts += [quotient * by, quotient * by + by - 1, max(0, quotient * by - 1)]
    engine = Duck(tmp_path / "work")
    rows = engine.query(f"SELECT unnest([{', '.join(map(str, amounts))}]::BIGINT[]) AS a")
    found = [row["q"] for row in engine.all(rows.select(q=divided(nw.col("a"), by)))]
    engine.close()
    assert found == [amount // by for amount in amounts]
