"""What is said when a team lead gives clients away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.screen import Screen, t, tn
from bot.handover.receiving import received
from bot.messages.post import Post
from bot.ui.widgets import line, menu, title


async def reassigned(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For who got clients from the team lead."""
    return await received(post, params["clients"], t("received.given", "Uw teamleider heeft dat beslist."))


async def reassigned_away(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For who kept them until then."""
    away = tn(
        "reassigned.away",
        "Uw teamleider heeft {n} cliënt aan een collega gegeven.",
        "Uw teamleider heeft {n} cliënten aan collega’s gegeven.",
        len(params["clients"]),
    )
    kept = line(t("reassigned.kept", "U ziet ze niet meer. Wat u vastlegde, houdt uw naam."))
    return Screen((title(away), kept), ((menu(),),))
