"""The reminders of one day in one message: who is to be measured, and who in the team is long overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.clients.routes import CLIENT_CARD
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Screen, Text, t, tn
from bot.measuring.routes import START
from bot.messages.params import OfClientsDue
from bot.messages.post import Post
from bot.planning.deadline import line_of
from bot.planning.routes import DUE, LATE
from bot.ui.widgets import Rows, hint, item, line, menu, pairs, title
from flows.people import Right
from flows.planning import Termijn
from flows.reminders import due, last_day

MOST = 8
Line = tuple[str, Termijn]


async def digest(post: Post, params: OfClientsDue) -> Screen | None:
    """What of it is still so, and still this person's to know; none when nothing is left."""
    own = await _to_measure(post, dict(params["own"]))
    late = await _late(post, dict(params["team"]))
    if not own and not late:
        return None
    blocks: list[Block] = []
    rows: Rows = ()
    brief = tn("digest.own", "{n} hermeting staat klaar", "{n} hermetingen staan klaar", len(own))
    if own:
        blocks += [title(brief), *_items(own, post.today)]
        everyone = Button(t("btn.all_due", "Alle {n} bekijken", n=len(own)), link(DUE, 0))
        the_list = everyone if len(own) > MOST else Button(t("btn.due_list", "Bekijk de lijst"), link(DUE, 0))
        rows += (*pairs([_measure(code) for code, _ in own[:MOST]]), (the_list,))
    if late and post.who.may(Right.SEE_TEAM):
        blocks += [_heading(_late_in_team(len(late)), first=not own), *_items(late, post.today)]
        rows += (*pairs([_see(code) for code, _ in late[:MOST]]), (_all_late(len(late)),))
    elif late:
        blocks += [_heading(_without_lead(len(late)), first=not own), hint(_invite_a_lead())]
        rows += ((menu(),),)
    return Screen(tuple(blocks), rows, brief=brief if own else blocks[0].text)


async def _to_measure(post: Post, lines: Mapping[str, date]) -> list[Line]:
    found = await post.unit.duties.of(lines, post.who, post.today)
    said = {code: each for code, each in found.items() if due(each, lines[code], post.today).klantmanager is not None}
    return sorted(said.items(), key=_urgency)


async def _late(post: Post, lines: Mapping[str, date]) -> list[Line]:
    """The clients of the team that a lead hears of; a beheerder hears of how many nobody else can be told."""
    if not lines:
        return []
    if post.who.may(Right.SEE_TEAM):
        found = await post.unit.duties.of(lines, post.who, post.today)
        late = {code: each for code, each in found.items() if due(each, lines[code], post.today).teamleider is not None}
        return sorted(late.items(), key=_urgency)
    known = await post.unit.duties.of_anybody(lines)
    return [(code, each) for code, each in known.items() if any(due(each, lines[code], post.today))]


def _urgency(found: Line) -> tuple[date, date, str]:
    code, termijn = found
    return last_day(termijn), termijn.gepland, code


def _items(lines: Sequence[Line], day: date) -> list[Block]:
    return [item(line_of(code, termijn, day)) for code, termijn in lines[:MOST]]


def _heading(text: Text, *, first: bool) -> Block:
    return title(text) if first else line(text)


def _late_in_team(n: int) -> Text:
    return tn(
        "digest.team",
        "In uw team is {n} cliënt twee weken of langer verlopen",
        "In uw team zijn {n} cliënten twee weken of langer verlopen",
        n,
    )


def _without_lead(n: int) -> Text:
    return tn(
        "digest.unled",
        "Een herinnering voor {n} cliënt kan naar niemand in het team",
        "Herinneringen voor {n} cliënten kunnen naar niemand in hun team",
        n,
    )


def _invite_a_lead() -> Text:
    return t("digest.invite", "De klantmanager is er niet meer, of het team heeft geen teamleider. Nodig er een uit.")


def _measure(code: str) -> Button:
    return Button(t("btn.measure_code", "Meet {code}", code=code), link(START, code))


def _see(code: str) -> Button:
    return Button(t("btn.see_code", "Bekijk {code}", code=code), link(CLIENT_CARD, code))


def _all_late(n: int) -> Button:
    return Button(t("btn.late", "Lang verlopen ({n})", n=n), link(LATE, 0))
