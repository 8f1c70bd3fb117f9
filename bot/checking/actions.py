"""The four-eyes check: agree, or send back with a reason; and settling two views of one client."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Turn
from flows.checking import TERUG
from flows.meetmoment import Actie, Meetmoment, Status

QUEUE = "checks/0"


async def approve(turn: Turn, meetmoment_id: str, versie: str) -> str:
    """Let a meetmoment count from now on."""
    found = await _waiting(turn, meetmoment_id, versie)
    if found is None:
        return QUEUE
    await _register(turn, found, status=Status.DEFINITIEF, gecontroleerd_door=turn.who.id)
    await turn.note("akkoord", client=found.client, bij=found.id)
    turn.tell("approved")
    return QUEUE


async def send_back(turn: Turn, meetmoment_id: str, versie: str, reden: str) -> str:
    """Give a meetmoment back to its author, who hears why."""
    found = await _waiting(turn, meetmoment_id, versie)
    if found is None or reden not in TERUG:
        return QUEUE
    await _register(turn, found, status=Status.TERUGGEGEVEN, reden=reden, gecontroleerd_door=turn.who.id)
    await turn.note("teruggegeven", client=found.client, bij=found.id)
    await turn.unit.berichten.post(
        f"terug:{found.id}:{found.versie + 1}",
        found.door,
        "sent_back",
        {"meetmoment": found.id, "reden": reden},
        vanaf=turn.now,
        at=turn.now,
    )
    turn.tell("sent_back")
    return QUEUE


async def yield_view(turn: Turn, meetmoment_id: str) -> str:
    """Withdraw one's own concept: the colleague's view holds."""
    concept = await turn.meetmoment(meetmoment_id)
    if concept is None or concept.status is not Status.CONCEPT or concept.door != turn.who.id:
        turn.tell("stale")
        return "home"
    await turn.unit.clients.hold(concept.client)
    await _withdraw(turn, concept)
    turn.tell("view_yielded")
    return f"client/{concept.client}"


async def keep_view(turn: Turn, meetmoment_id: str) -> str:
    """Let one's own meetmoment hold: the colleague's concept is withdrawn, and the colleague hears of it."""
    views = await _two_views(turn, meetmoment_id)
    if views is None:
        return "home"
    concept, standing = views
    if standing is None or standing.door != turn.who.id:
        turn.tell("not_allowed")
        return f"verschil/{meetmoment_id}"
    await _withdraw(turn, concept)
    await turn.unit.berichten.post(
        f"view_kept:{concept.id}", concept.door, "view_kept", {"meetmoment": concept.id}, vanaf=turn.now, at=turn.now
    )
    turn.tell("view_kept")
    return f"client/{concept.client}"


async def adopt_view(turn: Turn, meetmoment_id: str) -> str:
    """Take the colleague's concept over: a correction of one's own meetmoment, and the concept is done with."""
    views = await _two_views(turn, meetmoment_id)
    if views is None:
        return "home"
    concept, standing = views
    if standing is not None and standing.door != turn.who.id:
        turn.tell("not_allowed")
        return f"verschil/{meetmoment_id}"
    if standing is None:
        await _register(turn, concept, status=Status.DEFINITIEF)
    else:
        taken = replace(standing, meting=concept.meting, actie=Actie.CORRECTIE, reden="intervisie")
        await _register(turn, taken, door=turn.who.id, gecontroleerd_door=None)
        await _withdraw(turn, concept)
    turn.tell("view_adopted")
    return f"client/{concept.client}"


async def _waiting(turn: Turn, meetmoment_id: str, versie: str) -> Meetmoment | None:
    found = await turn.unit.controles.get(meetmoment_id, turn.who)
    if found is None or str(found.versie) != versie:
        turn.tell("checked_already")
        return None
    await turn.unit.clients.hold(found.client)
    return found


async def _two_views(turn: Turn, meetmoment_id: str) -> tuple[Meetmoment, Meetmoment | None] | None:
    """A concept that still waits, with what stands on its day; the client is held until this is settled."""
    concept = await turn.meetmoment(meetmoment_id)
    if concept is None or concept.status is not Status.CONCEPT or concept.actie is Actie.INTREKKING:
        turn.tell("stale")
        return None
    await turn.unit.clients.hold(concept.client)
    return concept, await turn.unit.controles.standing(concept.client, concept.meting.datum)


async def _withdraw(turn: Turn, concept: Meetmoment) -> None:
    await _register(turn, concept, actie=Actie.INTREKKING, reden="intervisie", door=turn.who.id)
    await turn.note("vastgelegd_intrekking", client=concept.client, bij=concept.id)


async def _register(turn: Turn, found: Meetmoment, **changed: object) -> None:
    """Add the next version."""
    version = replace(found, versie=found.versie + 1, geregistreerd=turn.now, **changed)  # type: ignore[arg-type]
    await turn.unit.meetmomenten.register(version, turn.chat.taal, turn.today)
