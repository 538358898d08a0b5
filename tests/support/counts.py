"""How much of a full count a run takes: all of it in `make prove`, a fifth in CI, a twentieth in `make test`,
and there of what is costly an eightieth; support/full.py marks what `make test` leaves to CI.

ALAMO_SHARE overrides it with a share from 0 to 1. What is taken is seeded: the same in every run of one share.
"""

import math
import os
import random
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")

CI = os.environ.get("CI") == "true"
IN_CI = Fraction(1, 5)
SHARE = Fraction(os.environ.get("ALAMO_SHARE") or (IN_CI if CI else "1/20"))
QUICK = SHARE < IN_CI
"""Whether this run is smaller than CI's, as `make test` is."""
COSTLY = SHARE / 5 if QUICK else SHARE
"""The share of what takes seconds each, or of what a second engine does after a first one."""
WHOLE_IN_CI = min(Fraction(1), SHARE / IN_CI)
"""The share of a list that CI runs whole: a quarter in `make test`."""
PROFILE = {Fraction(1, 20): "default", IN_CI: "ci", Fraction(1): "full"}.get(SHARE, "a share")
"""The name of the Hypothesis profile, which pytest prints first."""
SEED = 31


def share_of(count: int, share: Fraction = SHARE) -> int:
    """This run's part of a full count, at least 1.

    >>> [share_of(200, Fraction(part)) for part in ("1/20", "1/5", "1")]
    [10, 40, 200]
    """
    return max(1, math.ceil(count * share))


def sample(items: Sequence[T], share: Fraction = SHARE) -> list[T]:
    """This run's part of a list, spread over all of it, in its order.

    >>> sample(range(60), Fraction("1/20"))
    [0, 7, 30]
    """
    places = random.Random(SEED).sample(range(len(items)), share_of(len(items), share))
    return [items[place] for place in sorted(places)]
