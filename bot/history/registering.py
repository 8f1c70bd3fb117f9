"""The only way to register a version of a meetmoment: the four-eyes policy is asked, and the trail gets its row."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import RequestContext
from bot.placements.ending import settle
from flows.checking import may_check, otherwise, status_of
from flows.meetmoment import Actie, Meetmoment, Status, counting

# Why a view gives way to a colleague's: they talked about it.
TALKED = "intervisie"


async def measured(context: RequestContext, version: Meetmoment, *, beside: bool = False) -> Meetmoment:
    """Register a new meetmoment or a correction; ``beside`` that of a colleague on the same day it is a concept."""
    return await _add(context, replace(version, status=Status.CONCEPT) if beside else await _judged(context, version))


async def withdrawn(context: RequestContext, found: Meetmoment, reden: str) -> Meetmoment:
    """Register that a meetmoment is withdrawn."""
    return await _add(context, await _judged(context, _next(context, found, actie=Actie.INTREKKING, reden=reden)))


async def agreed(context: RequestContext, found: Meetmoment) -> Meetmoment | None:
    """Register that a version counts from now on; none when this person may not say so."""
    return await _checked(context, found, Status.DEFINITIEF, found.reden)


async def returned(context: RequestContext, found: Meetmoment, reden: str) -> Meetmoment | None:
    """Register that a version goes back to its author; none when this person may not say so."""
    return await _checked(context, found, Status.TERUGGEGEVEN, reden)


async def taken_over(context: RequestContext, concept: Meetmoment, standing: Meetmoment | None) -> Meetmoment:
    """Register that a concept holds: as a correction of what stands on its day, or by itself when nothing does."""
    if standing is None:
        version = replace(concept, versie=concept.versie + 1, geregistreerd=context.now)
        return await _add(context, await _judged(context, version))
    version = _next(context, standing, meting=concept.meting, actie=Actie.CORRECTIE, reden=TALKED)
    taken = await _add(context, await _judged(context, version))
    await withdrawn(context, concept, TALKED)
    return taken


def _next(context: RequestContext, found: Meetmoment, **changed: object) -> Meetmoment:
    """The next version of a meetmoment, by the person of this request."""
    version = replace(
        found, versie=found.versie + 1, door=context.who.id, geregistreerd=context.now, gecontroleerd_door=None
    )
    return replace(version, **changed)  # type: ignore[arg-type]


async def _judged(context: RequestContext, version: Meetmoment) -> Meetmoment:
    """The version as the policy lets it count; its author has a say in it, and so has who takes it over."""
    author = context.who if version.door == context.who.id else await context.unit.people.known(version.door)
    last = await context.unit.meetmomenten.last(version.client)
    history = await context.unit.meetmomenten.history(version.client) if version.actie is Actie.INTREKKING else ()
    status = status_of(
        context.flows.gemeente.options.vier_ogen,
        {context.who.rol if each is None else each.rol for each in (context.who, author)},
        version,
        None if last is None else last.meting.stand,
        history,
    )
    return replace(version, status=status)


async def _checked(context: RequestContext, found: Meetmoment, status: Status, reden: str | None) -> Meetmoment | None:
    """Register what a check led to; it stays the work of its author."""
    if not may_check(found, await context.unit.audit.behind(found.id), _behind(context)):
        return None
    version = replace(
        found,
        versie=found.versie + 1,
        geregistreerd=context.now,
        status=status,
        reden=reden,
        gecontroleerd_door=context.who.id,
    )
    return await _add(context, version)


def _behind(context: RequestContext) -> frozenset[str]:
    """Everybody who may be behind this request: two accounts that one person can use are no second pair of eyes."""
    return frozenset(each for each in (context.who.id, context.maker) if each is not None)


async def _add(context: RequestContext, version: Meetmoment) -> Meetmoment:
    await context.unit.meetmomenten.register(version, context.chat.taal, context.today)
    await context.note(_called(version), client=version.client, bij=version.id)
    history = await context.unit.meetmomenten.history(version.client)
    await settle(context, version.client, history)
    if version.status in (Status.DEFINITIEF, Status.TE_CONTROLEREN):
        await _tell(context, version, history)
    return version


async def _tell(context: RequestContext, version: Meetmoment, history: tuple[Meetmoment, ...]) -> None:
    """Tell whoever keeps the client what somebody else registered, and a colleague who saw something else lately."""
    keepers = await context.unit.clients.keepers(version.client, context.today)
    hear = {keeper for keeper, since in keepers if since <= context.today}
    other = otherwise(version, counting(history), context.flows.gemeente.options.verschil_dagen)
    if other is not None:
        hear.add(other.door)
    for who in hear - {context.who.id, version.door}:
        await context.unit.berichten.post(
            f"positie:{version.id}:{version.versie}:{who}",
            who,
            "position_changed",
            {"meetmoment": version.id, "versie": version.versie},
            at=context.now,
        )


def _called(version: Meetmoment) -> str:
    """What the trail calls the registering of a version."""
    if version.status is Status.TERUGGEGEVEN:
        return "teruggegeven"
    return f"vastgelegd_{version.actie}" if version.gecontroleerd_door is None else "akkoord"
