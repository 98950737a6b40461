"""Work spread over processes, with results in the order of the tasks: what comes out depends on no machine."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
MOST = 8
"""Processes that are used where nobody says how many."""


def processors(jobs: int | None) -> int:
    """How many processes to use: as many as asked for, else as there are processors, at most :data:`MOST`."""
    return max(1, jobs if jobs is not None else min(MOST, os.cpu_count() or 1))


def in_order(function: Callable[[_Task], _Result], tasks: Iterable[_Task], jobs: int) -> Iterator[_Result]:
    """The results of a function for each task, in their order; work begins at once, ahead of what is taken.

    At most two tasks for each process are under way, so that results nobody has taken yet do not pile up.
    """
    rest = iter(tasks)
    if jobs == 1:
        return map(function, rest)
    pool = ProcessPoolExecutor(jobs, mp_context=_context())
    waiting = deque(pool.submit(function, task) for task in islice(rest, 2 * jobs))
    return _results(pool, waiting, function, rest)


def _results(
    pool: ProcessPoolExecutor,
    waiting: deque[Future[_Result]],
    function: Callable[[_Task], _Result],
    rest: Iterator[_Task],
) -> Iterator[_Result]:
    with pool:
        try:
            while waiting:
                result = waiting.popleft().result()
                waiting.extend(pool.submit(function, task) for task in islice(rest, 1))
                yield result
        finally:
            pool.shutdown(cancel_futures=True)


def _context() -> multiprocessing.context.BaseContext:
    """Copies of this process where that is safe (one thread, no numeric library yet), fresh processes elsewhere."""
    safe = sys.platform == "linux" and threading.active_count() == 1 and "numpy" not in sys.modules
    return multiprocessing.get_context("fork" if safe else "spawn")
