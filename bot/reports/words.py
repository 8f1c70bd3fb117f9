"""What reports, classes and treden are called."""

from __future__ import annotations

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t
from bot.pictures import Tone
from bot.reports.routes import Kind
from bot.ui import wording
from flows.ladder import TREDEN
from flows.reports.caseload import Groeiklasse, Inkomen, Instrumentklasse
from flows.reports.forecast import Prognoseklasse
from flows.reports.partner import Resultaat

REPORTS: dict[Kind, Text] = {
    Kind.BEWEGING: t("btn.report.beweging", "Beweging"),
    Kind.PROGNOSE: t("btn.report.prognose", "Prognose"),
    Kind.PARTNER: t("btn.report.partner", "Per contractpartner"),
    Kind.INSTRUMENT: t("btn.report.instrument", "Per instrument"),
    Kind.VOORWAARDEN: t("btn.report.voorwaarden", "Voorwaarden"),
    Kind.DOELEN: t("btn.report.doelen", "Doelen"),
    Kind.VLEKKEN: t("btn.report.vlekken", "Witte vlekken"),
    Kind.INSCHALING: t("btn.report.inschaling", "Eerste indeling"),
}
GROWTH: dict[str, tuple[Text, Tone]] = {
    Groeiklasse.MET: (t("report.met", "met groei"), Tone.ACCENT),
    Groeiklasse.ZONDER: (t("report.zonder", "zonder groei"), Tone.MIDDLE),
    Groeiklasse.ZONDER_ONTHEFFING: (t("report.ontheffing", "zonder groei, met vrijstelling"), Tone.SOFT),
}
INSTRUMENT: dict[str, tuple[Text, Tone]] = {
    Instrumentklasse.INZET: (t("report.inzet", "wordt ingezet"), Tone.ACCENT),
    Instrumentklasse.LOPEND: (t("report.lopend", "loopt al"), Tone.MIDDLE),
    Instrumentklasse.GEEN: (t("report.geen", "geen"), Tone.BLANK),
    Instrumentklasse.ONBEKEND: (t("report.onbekend", "niet ingevuld"), Tone.HATCHED),
}
INCOME: dict[str, tuple[Text, Tone]] = {
    Inkomen.GEMEENTE: (t("report.a", "gemeente"), Tone.ACCENT),
    Inkomen.UWV: (t("report.b", "UWV"), Tone.MIDDLE),
    Inkomen.NUG: (t("report.c", "geen uitkering"), Tone.SOFT),
    Inkomen.WERK: (t("report.d", "werk"), Tone.WARM),
    Inkomen.ONBEKEND: (t("report.onbekend", "niet ingevuld"), Tone.HATCHED),
}
OUTCOMES: dict[str, Text] = {
    Prognoseklasse.UITGEKOMEN: t("report.uitgekomen", "gestegen binnen een jaar"),
    Prognoseklasse.TE_LAAT: t("report.te_laat", "later gestegen"),
    Prognoseklasse.NIET: t("report.niet", "niet gestegen"),
    Prognoseklasse.UIT: t("report.uit", "van de ladder"),
    Prognoseklasse.OPEN: t("report.open", "het jaar loopt nog"),
    Prognoseklasse.NIET_GEMETEN: t("report.niet_gemeten", "niet meer gemeten"),
}
RESULTS: dict[str, Text] = {
    Resultaat.GESTEGEN: t("report.gestegen", "gestegen"),
    Resultaat.GELIJK: t("report.gelijk", "gelijk"),
    Resultaat.GEDAALD: t("report.gedaald", "gedaald"),
    Resultaat.UIT: t("report.uit", "van de ladder"),
    Resultaat.LOOPT_NOG: t("report.loopt_nog", "loopt nog"),
    Resultaat.BEGIN_NIET_GEMETEN: t("report.begin", "niet gemeten bij het begin"),
    Resultaat.EIND_NIET_GEMETEN: t("report.eind", "niet gemeten aan het eind"),
}
FROM_TOP = tuple(reversed(TREDEN))


def trede(flows: ConfiguredFlows, number: int) -> Text:
    """The name of a trede."""
    return wording.position_label(flows.positions[str(number)])


def numbered(flows: ConfiguredFlows, number: int) -> Text:
    """``3 · Deelname aan georganiseerde activiteiten``, for a table."""
    return t("position.button", "{id} · {label}", id=str(number), label=trede(flows, number))
