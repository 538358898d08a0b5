"""make bench: a 100,000-row range through xlwings' own conversion, our function and back, beside the cleaning alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bench import accounts
from support import fakewin

ROWS = 100_000
MODULE = "alamo_xl.hosts.excel.udfs"


def least(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    udfs = fakewin.install()
    from xlwings import conversion

    rows = accounts(ROWS)
    columns = [tuple((row[place],) for row in rows) for place in range(5)]
    udfs.get_udf_module(MODULE, None)

    def cleaning() -> None:
        for column in columns:
            conversion.read(None, column, {"ndim": 2})

    def all_of_it() -> None:
        fakewin.call(MODULE, "ALAMO_BILL", *columns)

    alone, ours = least(cleaning), least(all_of_it)
    print(
        f"ALAMO_BILL over {ROWS:,} rows through xlwings: {ours:.2f} s, {ours / alone:.2f} x its cleaning of that range"
    )


if __name__ == "__main__":
    main()
