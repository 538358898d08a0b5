"""Calls in threads, each with an event loop: xlwings Server converts and computes a call without letting others in."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Workers:
    """Threads that each run what they are given; what comes goes to the one that has least to do."""

    def __init__(self, count: int) -> None:
        self.loops = [asyncio.new_event_loop() for _ in range(count)]
        self.busy = [0] * count
        for loop in self.loops:
            threading.Thread(target=loop.run_forever, daemon=True).start()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work gives, or raises."""
        place = min(range(len(self.loops)), key=self.busy.__getitem__)
        self.busy[place] += 1
        try:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loops[place]))
        finally:
            self.busy[place] -= 1
