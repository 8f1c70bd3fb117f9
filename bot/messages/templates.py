"""What Meetlat says unasked: every template by name, with what its berichten keep; written out when it is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

from bot.absence import messages as absence
from bot.checking import messages as checking
from bot.conversation.screen import Screen
from bot.handover import messages as handover
from bot.history import messages as history
from bot.messages import operations, params
from bot.messages.post import Post
from bot.people import messages as people
from bot.reassigning import messages as reassigning
from bot.reminders import digest
from bot.reports import letter, reminding
from storage.outbox.berichten import Bericht

P = TypeVar("P")
Template = Callable[[Post, Mapping[str, Any]], Awaitable[Screen | None]]

__all__ = ["SJABLONEN", "Post", "Template", "UnknownTemplateError", "UnreadableError", "compose"]


def _template(kept: type[P], write: Callable[[Post, P], Awaitable[Screen | None]]) -> Template:
    """A template that checks and reads what a bericht keeps before it is written out."""
    reader = TypeAdapter(kept)

    async def written(post: Post, params: Mapping[str, Any]) -> Screen | None:
        return await write(post, reader.validate_python(params))

    return written


SJABLONEN: dict[str, Template] = {
    "channel_closed": _template(params.OfFunctionaris, operations.channel_closed),
    "dead_letters": _template(params.Nothing, operations.dead_letters),
    "missed": _template(params.OfPeriod, operations.missed),
    "digest": _template(params.OfClientsDue, digest.digest),
    "letter": _template(params.OfMonth, letter.letter),
    "target": _template(params.OfTarget, reminding.target),
    "sent_back": _template(params.OfReturn, checking.sent_back),
    "check_waits": _template(params.OfVersion, checking.check_waits),
    "verschil": _template(params.OfMeetmoment, checking.verschil),
    "position_changed": _template(params.OfVersion, history.position_changed),
    "view_kept": _template(params.OfMeetmoment, checking.view_kept),
    "handover_request": _template(params.OfOverdracht, handover.handover_request),
    "handover_waiting": _template(params.OfOverdracht, handover.handover_waiting),
    "handover_lapsed": _template(params.OfOverdracht, handover.handover_lapsed),
    "handover_refused": _template(params.OfOverdracht, handover.handover_refused),
    "handover_done": _template(params.OfOverdrachtDone, handover.handover_done),
    "reassigned": _template(params.OfClients, reassigning.reassigned),
    "reassigned_away": _template(params.OfClients, reassigning.reassigned_away),
    "signed_in": _template(params.OfSignIn, people.signed_in),
    "account_replaced": _template(params.Nothing, people.account_replaced),
    "sign_in_denied": _template(params.OfDeniedSignIn, people.sign_in_denied),
    "passkey_added": _template(params.OfPasskey, people.passkey_added),
    "passkey_copied": _template(params.OfPasskey, people.passkey_copied),
    "openid_linked": _template(params.OfPasskey, people.openid_linked),
    "substitution": _template(params.OfAfwezigheid, absence.substitution),
    "leave_arranged": _template(params.OfAfwezigheid, absence.absence_arranged),
    "leave_over": _template(params.OfFunctionaris, absence.substitution_over),
}


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
