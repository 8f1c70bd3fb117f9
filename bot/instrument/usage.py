"""How long measuring takes, and which questions raise doubts: for the beheerder, in counts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Screen, Text, t, tn, verbatim
from bot.instrument.doubting import REASONS
from bot.instrument.routes import DOUBTS, USAGE
from bot.ui import wording
from bot.ui.widgets import hint, item, line, menu, pages, strong, title, to
from flows.planning import add_months
from flows.reports.duration import Took, duration
from storage.measuring.tellingen import Meetduur, Twijfel

_MONTHS = 12
_MOST = 20
_KINDS = {
    ("stroomschema", "eerste"): t("usage.first", "Eerste meting, met de vragen"),
    ("stroomschema", "hermeting"): t("usage.again", "Hermeting, met de vragen"),
    ("direct", "eerste"): t("usage.first.direct", "Eerste meting, direct ingevoerd"),
    ("direct", "hermeting"): t("usage.again.direct", "Hermeting, direct ingevoerd"),
}


@USAGE.handler
async def usage(context: RequestContext, page: int) -> Screen:
    """One month: per way to measure how many, how long and how many taps; this month first."""
    number = min(page, _MONTHS - 1)
    month = add_months(context.today.replace(day=1), -number)
    found = [each for each in await context.unit.tellingen.durations(month) if each.maand == month]
    heading = t("usage.title", "Hoe lang meten duurt: de maand vanaf {day}", day=month)
    blocks = [title(heading), *_durations(found)]
    if not found:
        blocks.append(line(t("usage.none", "In deze maand is niets geteld.")))
    blocks.append(
        hint(
            t(
                "usage.what",
                "Beloofd is vijf minuten. Een pauze van meer dan tien minuten telt niet mee, een correctie ook niet.",
            )
        )
    )
    doubts = Button(t("btn.doubts", "Twijfels bij vragen"), link(DOUBTS))
    turning = pages(lambda other: link(USAGE, other), number, _MONTHS, 1)
    return Screen(tuple(blocks), (*turning, (doubts,), (menu(),)))


@DOUBTS.handler
async def doubts(context: RequestContext) -> Screen:
    """Which questions were doubted in the past year, and why."""
    since = add_months(context.today.replace(day=1), 1 - _MONTHS)
    found = await context.unit.tellingen.doubts(since)
    blocks = [title(t("doubts.title", "Twijfels bij vragen, afgelopen jaar"))]
    blocks += [item(_doubt(context, each)) for each in found[:_MOST]]
    if not found:
        blocks.append(line(t("doubts.none", "Niemand heeft een twijfel gemeld.")))
    blocks.append(
        hint(t("doubts.what", "Melden kan bij ‘Uitleg’ van een vraag. Meetlat bewaart niet van wie of over wie."))
    )
    return Screen(tuple(blocks), ((to(link(USAGE, 0)), menu()),))


def _durations(found: list[Meetduur]) -> Iterator[Block]:
    for (flow, soort), name in _KINDS.items():
        rows = [each for each in found if (each.flow, each.soort) == (flow, soort)]
        if not rows:
            continue
        took = duration(Took(each.seconden, each.tikken, each.aantal) for each in rows)
        yield strong(name)
        yield item(tn("usage.count", "{n} meting", "{n} metingen", took.aantal))
        minutes = f"{took.seconden // 60}:{took.seconden % 60:02}"
        yield item(t("usage.half", "De helft binnen {time} minuten en {taps} tikken", time=minutes, taps=took.tikken))
        percent = round(100 * took.binnen / took.aantal)
        yield item(t("usage.promised", "Binnen vijf minuten: {n} ({percent} %)", n=took.binnen, percent=percent))


def _doubt(context: RequestContext, found: Twijfel) -> Text:
    step = context.flows.catalogue.newest(found.flow).by_id.get(found.vraag)
    return t(
        "doubts.row",
        "{question}: {reason}, {n} keer (regelversie {version})",
        question=verbatim(found.vraag) if step is None else wording.label(step),
        reason=REASONS.get(found.reden, verbatim(found.reden)),
        n=found.aantal,
        version=found.regelversie,
    )
