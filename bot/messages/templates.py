"""What the house says of its own accord: templates by name, written out at the moment of telling."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.conversation.named import Named
from bot.conversation.screen import Screen
from bot.messages.post import Post
from storage.berichten import Bericht

Template = Callable[[Post, Mapping[str, Any]], Awaitable[Screen | None]]

SJABLONEN: Named[Template] = Named(
    "bot",
    {
        "channel_closed": "messages.operations.channel_closed",
        "dead_letters": "messages.operations.dead_letters",
        "missed": "messages.operations.missed",
        "digest": "reminders.digest.digest",
        "letter": "reports.letter.letter",
        "sent_back": "checking.messages.sent_back",
        "check_waits": "checking.messages.check_waits",
        "verschil": "checking.messages.verschil",
        "view_kept": "checking.messages.view_kept",
        "handover_request": "handover.messages.handover_request",
        "handover_waiting": "handover.messages.handover_waiting",
        "handover_lapsed": "handover.messages.handover_lapsed",
        "handover_refused": "handover.messages.handover_refused",
        "handover_done": "handover.messages.handover_done",
        "reassigned": "handover.messages.reassigned",
        "reassigned_away": "handover.messages.reassigned_away",
        "substitution": "absence.messages.substitution",
        "leave_arranged": "absence.messages.leave_arranged",
        "leave_over": "absence.messages.leave_over",
    },
)

__all__ = ["SJABLONEN", "Post", "Template", "UnknownTemplateError", "UnreadableError", "compose"]


class UnreadableError(Exception):
    """A bericht that its template cannot be written out with."""


class UnknownTemplateError(UnreadableError):
    """A bericht of another version, which may still be running beside this one."""


async def compose(post: Post, bericht: Bericht) -> Screen | None:
    """What a bericht says now; none when it is too late to say, or no longer true."""
    if bericht.geldig_tot is not None and bericht.geldig_tot <= post.now:
        return None
    template = SJABLONEN.get(bericht.sjabloon)
    if template is None:
        raise UnknownTemplateError(bericht.sjabloon)
    try:
        return await template(post, bericht.params)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError(bericht.sjabloon) from error
