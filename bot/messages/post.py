"""What a template may look at while it is written out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.config.flows import ConfiguredFlows
from bot.conversation.context import AppContext
from flows.people import Functionaris
from flows.ways import Way
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Post:
    """The moment at which ``who`` is told; nothing is changed while telling.

    ``way`` is the way it goes when it can go no other.
    """

    app: AppContext
    flows: ConfiguredFlows
    unit: Unit
    now: datetime
    today: date
    who: Functionaris
    way: Way | None = None
