"""What is said of absence: who stands in for whom, and when that is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.clients.routes import CLIENTS
from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, t, tn
from bot.messages.post import Post
from bot.ui.widgets import Rows, line, menu, title


async def substitution(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For who stands in: for whom, and from when until when."""
    absence = await post.unit.absences.get(params["afwezigheid"])
    if absence is None or absence.vervanger != post.who.id or absence.last < post.today:
        return None
    label = (await post.unit.people.labels())[absence.functionaris]
    blocks = [
        title(t("substitution.title", "U vervangt {label}", label=label)),
        line(t("substitution.when", "Van {van} tot en met {last}.", van=absence.van, last=absence.last)),
    ]
    rows: Rows = ((menu(),),)
    count = (await post.unit.clients.tally_of(absence.functionaris, max(absence.van, post.today))).clients
    if absence.van <= post.today:
        now = tn(
            "substitution.now",
            "{n} cliënt staat er nu bij op uw lijst.",
            "{n} cliënten staan er nu bij op uw lijst.",
            count,
        )
        blocks.append(line(now))
        rows = ((Button(t("btn.clients", "Mijn cliënten"), link(CLIENTS, 0), Look.PRIMARY),), (menu(),))
    else:
        soon = tn(
            "substitution.soon",
            "Dan komt er {n} cliënt bij op uw lijst, met de herinneringen.",
            "Dan komen er {n} cliënten bij op uw lijst, met de herinneringen.",
            count,
        )
        blocks.append(line(soon))
    return Screen(tuple(blocks), rows)


async def absence_arranged(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For who is away, when somebody else arranged it."""
    absence = await post.unit.absences.get(params["afwezigheid"])
    if absence is None or absence.functionaris != post.who.id or absence.last < post.today:
        return None
    label = (await post.unit.people.labels())[absence.vervanger]
    blocks = (
        title(t("arranged.title", "Uw teamleider heeft u afwezig gemeld")),
        line(t("substitution.when", "Van {van} tot en met {last}.", van=absence.van, last=absence.last)),
        line(t("arranged.who", "{label} vervangt u.", label=label)),
    )
    return Screen(blocks, ((menu(),),))


async def substitution_over(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For who stood in, or was going to: it is not needed any more."""
    functionaris = params["functionaris"]
    standing = await post.unit.absences.substituting(post.who.id, post.today)
    if any(absence.functionaris == functionaris for absence in standing):
        return None
    label = (await post.unit.people.labels())[functionaris]
    blocks = (
        title(t("leave_over.title", "U vervangt {label} niet meer", label=label)),
        line(t("leave_over.what", "De cliënten staan niet meer op uw lijst. Wat u vastlegde, blijft bewaard.")),
    )
    return Screen(blocks, ((menu(),),))
