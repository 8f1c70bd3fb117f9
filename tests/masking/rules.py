"""Between which numbers a reader knows the true one to lie: as we publish, and as we do not."""

from __future__ import annotations

from flows.reports.counts import Count
from flows.reports.publishing import SMALLEST_TOLD, TOLD_WITHIN, Keyed, published


def ours(n: int, key: int) -> tuple[int, int]:
    """Fewer than five, or a multiple of five with noise."""
    report: dict[str, Count] = {"n": Keyed(n, key)}
    told = published(report)["n"]
    return (0, TOLD_WITHIN) if told is None else (max(SMALLEST_TOLD, told - TOLD_WITHIN), told + TOLD_WITHIN)


def without_noise(n: int, _: int) -> tuple[int, int]:
    """Fewer than five, or the nearest multiple of five."""
    told = (n + 2) // 5 * 5
    return (0, SMALLEST_TOLD - 1) if n < SMALLEST_TOLD else (max(SMALLEST_TOLD, told - 2), told + 2)


def hidden(n: int, _: int) -> tuple[int, int]:
    """The true number, or a star for one to four."""
    return (1, SMALLEST_TOLD - 1) if 0 < n < SMALLEST_TOLD else (n, n)
