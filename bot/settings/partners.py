"""The partners of the municipality: what each of them may do, and how another one is added."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Screen, Text, t
from bot.settings.routes import OPTIONS, PARTNERS
from bot.ui.widgets import hint, item, line, menu, title, to
from flows.partners import SJABLONEN, Partner

_MAY: dict[tuple[bool, bool], Text] = {
    (True, True): t("partners.both", "voert instrumenten uit, en kan externe invoerders hebben"),
    (True, False): t("partners.instruments", "voert instrumenten uit"),
    (False, True): t("partners.measures", "kan externe invoerders hebben"),
    (False, False): t("partners.neither", "alleen genoemd"),
}


@PARTNERS.handler
async def partners(context: RequestContext) -> Screen:
    """Everybody in the settings file."""
    found = context.flows.gemeente.partijen
    blocks = [title(t("partners.title", "Partners")), *(item(_row(each)) for each in found)]
    if not found:
        blocks.append(line(t("partners.none", "Er zijn nog geen partners.")))
    blocks += [
        line(t("partners.how", "Een partner staat in het instellingenbestand, met een naam of met een sjabloon:")),
        *(
            item(t("partners.template", "{id}: {partner}", id=name, partner=_row(each)))
            for name, each in SJABLONEN.items()
        ),
        hint(t("partners.example", 'Schrijf daarin [[partner]], en op de regel eronder: sjabloon = "roc".')),
    ]
    return Screen(tuple(blocks), ((to(link(OPTIONS)), menu()),))


def _template(name: str, each: Partner) -> Text:
    return t("partners.template", "{id}: {partner}", id=name, partner=_row(each))


def _row(each: Partner) -> Text:
    return t("partners.row", "{name}: {may}", name=each.naam, may=_MAY[each.voert_uit, each.meet])
