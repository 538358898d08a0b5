"""What `make test` leaves to CI: skipped by name, with the reason; it runs wherever the share is CI's or more."""

import pytest
from support.counts import QUICK


def full_in_ci(reason: str) -> pytest.MarkDecorator:
    """The mark of such a test, or of such a case of one."""
    return pytest.mark.skipif(QUICK, reason=f"full in CI: {reason}")
