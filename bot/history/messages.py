"""What whoever keeps a client hears when somebody else registers or changes where the client stands."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Param, Screen, Text, t
from bot.history.routes import MOMENT
from bot.messages.params import OfVersion
from bot.messages.post import Post
from bot.ui.widgets import item, line, title
from flows.checking import otherwise
from flows.meetmoment import Actie, Meetmoment, Status, counting


async def position_changed(post: Post, params: OfVersion) -> Screen | None:
    """What a colleague registered, without the position; none when there is a newer version, or for whoever let go."""
    found = await post.unit.meetmomenten.get(params["meetmoment"])
    if found is None or found.versie != params["versie"]:
        return None
    if await post.unit.clients.get(found.client, post.who, post.today) is None:
        return None
    labels = await post.unit.people.labels({found.door})
    blocks = [
        title(_what(found, labels.get(found.door, found.door))),
        item(t("withdraw.day", "Datum van de meting: {day}", day=found.meting.datum)),
        *[line(text) for text in await _remarks(post, found)],
    ]
    view = Button(t("btn.view", "Bekijken"), link(MOMENT, found.id), Look.PRIMARY)
    return Screen(tuple(blocks), ((view,),))


def _what(found: Meetmoment, who: str) -> Text:
    params: dict[str, Param] = {"code": found.client, "who": who}
    if found.gecontroleerd_door is not None:
        return t("position_changed.agreed", "{code}: een meting van {who} telt nu mee", **params)
    if found.actie is Actie.INTREKKING:
        return t("position_changed.withdrawn", "{code}: {who} trok een meting in", **params)
    if found.actie is Actie.CORRECTIE:
        return t("position_changed.corrected", "{code}: {who} corrigeerde een meting", **params)
    return t("position_changed.measured", "{code} is gemeten door {who}", **params)


async def _remarks(post: Post, found: Meetmoment) -> list[Text]:
    if found.status is Status.TE_CONTROLEREN:
        return [t("receipt.waiting", "Een collega controleert dit nog. Tot dan telt het nog niet mee.")]
    counted = counting(await post.unit.meetmomenten.history(found.client))
    return list(differing(found, counted, post.flows.gemeente.options.verschil_dagen))


def differing(found: Meetmoment, counted: list[Meetmoment], days: int) -> Iterator[Text]:
    """One sentence when a colleague saw something else on another day; nothing otherwise."""
    other = otherwise(found, counted, days)
    if other is not None:
        yield t("client.otherwise", "Een collega zag iets anders op {day}. Bespreek het samen.", day=other.meting.datum)
