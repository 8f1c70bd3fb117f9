"""What the house says of its own accord: templates by name, written out at the moment of telling."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.absence import messages as absence
from bot.checking import messages as checking
from bot.conversation.screen import Screen
from bot.handover import messages as handover
from bot.messages import operations
from bot.messages.post import Post
from bot.people import messages as people
from bot.reassigning import messages as reassigning
from bot.reminders import digest
from bot.reports import letter
from storage.berichten import Bericht

Template = Callable[[Post, Mapping[str, Any]], Awaitable[Screen | None]]

SJABLONEN: dict[str, Template] = {
    "channel_closed": operations.channel_closed,
    "dead_letters": operations.dead_letters,
    "missed": operations.missed,
    "digest": digest.digest,
    "letter": letter.letter,
    "sent_back": checking.sent_back,
    "check_waits": checking.check_waits,
    "verschil": checking.verschil,
    "view_kept": checking.view_kept,
    "handover_request": handover.handover_request,
    "handover_waiting": handover.handover_waiting,
    "handover_lapsed": handover.handover_lapsed,
    "handover_refused": handover.handover_refused,
    "handover_done": handover.handover_done,
    "reassigned": reassigning.reassigned,
    "reassigned_away": reassigning.reassigned_away,
    "signed_in": people.signed_in,
    "account_replaced": people.account_replaced,
    "sign_in_denied": people.sign_in_denied,
    "substitution": absence.substitution,
    "leave_arranged": absence.absence_arranged,
    "leave_over": absence.substitution_over,
}

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
