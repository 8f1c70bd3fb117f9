"""A dialogue between a functionaris and the flow about one client."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flows.conditions import Answers
from flows.meetmoment import Bevestiging

PAUSE = timedelta(minutes=10)


class DialogueStatus(StrEnum):
    """Where a dialogue is in its life."""

    OPEN = "open"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Flow, version and answers: the whole state.

    ``earlier`` are last time's values, shown as proposals; ``corrigeert`` is the meetmoment that a correction
    replaces, with its ``reden``; ``meetmoment`` is what a finished dialogue registered; ``gewijzigd`` is when the
    last answer was kept. In a hermeting ``bevestiging`` says what was done with last time's answers, and
    ``steekproef`` which step is asked afresh. ``seconden`` and ``tikken`` say how long somebody was at it.
    """

    id: str
    functionaris: str
    client: str
    flow: str
    version: str
    answers: Answers
    earlier: Answers
    status: DialogueStatus = DialogueStatus.OPEN
    corrigeert: str | None = None
    reden: str | None = None
    meetmoment: str | None = None
    gewijzigd: datetime | None = None
    bevestiging: Bevestiging | None = None
    steekproef: str | None = None
    seconden: int = 0
    tikken: int = 0

    def tapped(self, now: datetime) -> Dialogue:
        """The dialogue after one more tap; after so long a pause the time before it was spent on something else."""
        gap = timedelta() if self.gewijzigd is None else now - self.gewijzigd
        spent = 0 if gap > PAUSE else max(0, round(gap.total_seconds()))
        return replace(self, seconden=self.seconden + spent, tikken=self.tikken + 1, gewijzigd=now)

    @property
    def repeats(self) -> bool:
        """Whether last time's answers can be confirmed, and nobody has said yet whether they still hold."""
        return self.bevestiging is None and self.corrigeert is None and "uitslag" in self.earlier
