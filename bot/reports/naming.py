"""What the groups of a report are called."""

from __future__ import annotations

from collections.abc import Iterator

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t, verbatim
from bot.ui import wording
from flows.gemeente import FieldKind
from storage.reports import Eenheid, Soort, of_field
from storage.unit import Unit

EVERYBODY = t("unit.all.alone", "de hele organisatie")
# As they follow the name of a report.
OF_ONESELF = t("unit.own", "van uzelf")
OF_EVERYBODY = t("unit.all", "van de hele organisatie")


async def named(unit: Unit, flows: ConfiguredFlows, eenheid: Eenheid) -> Text | None:
    """What any unit is called in a heading; none when there is no such unit."""
    if eenheid.soort is Soort.ALLES:
        return OF_EVERYBODY
    if eenheid.soort is Soort.VELD:
        return next((name for name, each in fields(flows) if each == eenheid), None)
    if not _is_set(flows, eenheid) and not await unit.reports.exists(eenheid):
        return None
    match eenheid.soort:
        case Soort.GEMEENTE:
            return wording.gemeente(flows, eenheid.id)
        case Soort.GEMEENTE_NU:
            return by_code_of_now(flows, eenheid.id)
        case Soort.PARTNER:
            return of_partner(eenheid.id)
        case Soort.AFDELING:
            return of_afdeling(eenheid.id)
        case Soort.TEAM:
            pilot = await unit.teams.in_pilot(eenheid.id)
            return wording.team(dict(await unit.people.teams())[eenheid.id], pilot=pilot)
    return verbatim((await unit.people.labels({eenheid.id}))[eenheid.id])


def alone(eenheid: Eenheid, naam: Text) -> Text:
    """The name of a unit where it stands alone; only that of everybody is another one in a heading."""
    return EVERYBODY if eenheid.soort is Soort.ALLES else naam


def fields(flows: ConfiguredFlows) -> Iterator[tuple[Text, Eenheid]]:
    """Every value of a local field that is chosen from a list."""
    for veld in flows.gemeente.velden:
        if veld.kind is FieldKind.KEUZE:
            for value in veld.values:
                yield t("unit.veld", "{label}: {value}", label=veld.label, value=value), of_field(veld.id, value)


def by_code_of_now(flows: ConfiguredFlows, code: str) -> Text:
    """Whoever lives there now, also on earlier days, when they had the code of a gemeente that is no more."""
    return t("unit.gemeente.now", "{gemeente}, ook van vroeger", gemeente=wording.gemeente(flows, code))


def of_afdeling(name: str) -> Text:
    """An afdeling among other groups."""
    return t("unit.afdeling", "afdeling {name}", name=name)


def of_partner(name: str) -> Text:
    """A contractpartner among other groups."""
    return t("unit.partner", "Partner: {name}", name=name)


def _is_set(flows: ConfiguredFlows, eenheid: Eenheid) -> bool:
    """Whether the settings know a unit that may have no clients yet."""
    match eenheid.soort:
        case Soort.GEMEENTE | Soort.GEMEENTE_NU:
            return eenheid.id in flows.gemeentecodes or eenheid.id in flows.gemeente.codes
        case Soort.PARTNER:
            return eenheid.id in flows.gemeente.partners
    return False
