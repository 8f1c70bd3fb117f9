"""A whole list of clients as a table, one row for each, for the screens that have room for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import Route, link
from bot.conversation.screen import Listing, Row, Text, t, verbatim
from flows.people import Right
from storage.clients.overviews import MOST, Line

MINE = t("clients.title", "Mijn cliënten")
TEAM = t("listing.team", "Cliënten van het team")
HEADER = (
    t("listing.code", "Code"),
    t("listing.trede", "Trede"),
    t("listing.measured", "Gemeten"),
    t("listing.next", "Volgende"),
    t("listing.keeper", "Klantmanager"),
)


async def around(context: RequestContext, code: str) -> Listing | None:
    """The list that a client is on: of the team for its lead, one's own for anybody else."""
    if not context.has_room:
        return None
    if context.who.may(Right.SEE_TEAM):
        found = await context.unit.overviews.of_team(context.who, context.today)
        if any(each.code == code for each in found):
            return await listed(context, TEAM, found, here=code)
    return await listed(context, MINE, await context.unit.overviews.mine(context.who, context.today), here=code)


async def mine(context: RequestContext, opens: Route[[str], Any]) -> Listing | None:
    """Everybody in the caseload to look after."""
    if not context.has_room:
        return None
    return await listed(context, MINE, await context.unit.overviews.mine(context.who, context.today), opens=opens)


async def of_team(context: RequestContext, title: Text = TEAM, keepers: Collection[str] = ()) -> Listing | None:
    """Everybody in the team, or of some of its people."""
    if not context.has_room:
        return None
    found = await context.unit.overviews.of_team(context.who, context.today)
    return await listed(context, title, [each for each in found if not keepers or each.klantmanager in keepers])


async def only(context: RequestContext, title: Text, codes: Iterable[str]) -> Listing | None:
    """These clients, in this order, as far as they are on a list of this person."""
    if not context.has_room:
        return None
    everybody = {each.code: each for each in await context.unit.overviews.mine(context.who, context.today)}
    everybody |= {each.code: each for each in await context.unit.overviews.of_team(context.who, context.today)}
    return await listed(context, title, [everybody[code] for code in codes if code in everybody])


async def listed(
    context: RequestContext,
    title: Text,
    found: Collection[Line],
    *,
    here: str = "",
    opens: Route[[str], Any] = CLIENT_CARD,
) -> Listing | None:
    """Lines as a table; none where there is nobody."""
    if not found:
        return None
    labels = await context.unit.people.labels(frozenset(each.klantmanager for each in found))
    say: Callable[[str], str] = lambda who: labels.get(who, who)  # noqa: E731
    rows = tuple(
        Row(_cells(each, context, say(each.klantmanager)), link(opens, each.code), each.code == here)
        for each in list(found)[:MOST]
    )
    return Listing(title, HEADER, rows, more=len(found) > MOST)


def _cells(each: Line, context: RequestContext, keeper: str) -> tuple[Text, ...]:
    return (
        verbatim(each.code),
        verbatim("–" if each.stand is None else str(each.stand)),
        t("listing.never", "nooit") if each.datum is None else t("listing.day", "{day}", day=each.datum),
        _next(each, context),
        verbatim(keeper),
    )


def _next(each: Line, context: RequestContext) -> Text:
    """The planned day; of what is over its ultimate date also that."""
    if each.gepland is None:
        return verbatim("–")
    if each.uiterste is not None and max(each.gepland, each.uiterste) < context.today:
        return t("listing.late", "{day} · verlopen", day=max(each.gepland, each.uiterste))
    if each.gepland <= context.today:
        return t("listing.due", "{day} · nu meten", day=each.gepland)
    return t("listing.day", "{day}", day=each.gepland)
