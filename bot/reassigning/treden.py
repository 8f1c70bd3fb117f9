"""Where the clients stand that are divided, and those whom a colleague has: for a team lead, who may see both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.conversation.screen import Block, Text, t, verbatim
from bot.ui.widgets import hint
from storage.clients.clients import ClientCard, Tally

# So many codes can be read on one screen.
_MOST = 40


def by_stand(cards: Sequence[ClientCard]) -> list[Block]:
    """The codes with the trede and the growth of each, those who stand alike on one line."""
    blocks = []
    for stand, alike in groupby(cards[:_MOST], key=lambda card: card.stand):
        codes = ", ".join(card.code for card in alike)
        if stand is None:
            blocks.append(hint(t("reassign.new", "Nog niet gemeten: {codes}", codes=codes)))
        else:
            blocks.append(hint(t("reassign.stand", "{stand}: {codes}", stand=str(stand), codes=codes)))
    if len(cards) > _MOST:
        blocks.append(hint(t("reassign.more", "En nog {n}.", n=len(cards) - _MOST)))
    return blocks


def has(tally: Tally) -> Text:
    """How many somebody has, and how many of those on each trede: ``12 (2 op 1, 10 op 4)``."""
    placed = [t("reassign.on", "{n} op {trede}", n=n, trede=trede) for trede, n in enumerate(tally.treden, 1) if n]
    if not placed:
        return verbatim(str(tally.clients))
    parts = placed[0]
    for each in placed[1:]:
        parts = t("reassign.and", "{some}, {more}", some=parts, more=each)
    return t("reassign.has", "{n} ({parts})", n=tally.clients, parts=parts)
