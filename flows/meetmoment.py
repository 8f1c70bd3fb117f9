"""What one measurement records: the meting, and the meetmoment that registers it for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from flows.conditions import Answers
from flows.engine import outcome, settled
from flows.gemeente import Options
from flows.given import GEGEVEN, still_given
from flows.ladder import Groei, Stand
from flows.model import ONBEKEND, Flow
from flows.planning import next_termijn
from flows.values import observed, planned
from flows.vrijstelling import CODE

KENMERKEN = (
    "inkomen",
    "aanvullende_uitkering",
    "startkwalificatie",
    "inburgeringsplichtig",
    "inburgeringsbehoeftig",
    "laaggeletterd",
    "vrijstelling_arbeidsplicht",
    "vrijstelling_inburgeringsplicht",
    "instrument_lopend",
    "instrument_inzet",
)
# What a municipality may have asked beside the fixed set: about the contact, and more about the client.
AANVULLEND = ("soort_meting", "doel_contact", CODE, "jonger_dan_18", "doelperspectief", "rapportage")
LOCAL = "lokaal_"
# The ``methode`` and the ``regelversie`` of what was taken over from another system.
IMPORT = "import"
# Why a meetmoment may be corrected or withdrawn; chosen, never written, so that no name can be in it.
REDENEN = ("verkeerde_knop", "nieuwe_informatie", "verkeerde_datum", "verkeerde_client", "intervisie", "anders")


class Actie(StrEnum):
    """What a version of a meetmoment does to the one before it."""

    NIEUW = "nieuw"
    CORRECTIE = "correctie"
    INTREKKING = "intrekking"


class Status(StrEnum):
    """Whether a version counts: a concept waits for two colleagues to agree, the next two for a check."""

    CONCEPT = "concept"
    TE_CONTROLEREN = "te_controleren"
    TERUGGEGEVEN = "teruggegeven"
    DEFINITIEF = "definitief"


class Bevestiging(StrEnum):
    """What a hermeting did with last time's answers."""

    ONGEWIJZIGD = "ongewijzigd"
    GEWIJZIGD = "gewijzigd"


@dataclass(frozen=True, slots=True)
class Meting:
    """The situation on one day. Kenmerken that were not filled in are absent, never ``nee``.

    ``antwoorden`` are the answers that decided the position; empty when it was entered directly. ``aanvullend`` holds
    what a municipality asks beside the fixed set, and which of those answers were taken as given.
    """

    datum: date
    stand: Stand
    verwachte_trede: int | None = None
    kenmerken: Mapping[str, str] = field(default_factory=dict)
    lokaal: Mapping[str, str] = field(default_factory=dict)
    aanvullend: Mapping[str, str] = field(default_factory=dict)
    antwoorden: Mapping[str, str] = field(default_factory=dict)
    reden_uit_beeld: str | None = None
    gepland: date | None = None
    uiterste: date | None = None
    methode: str = "stroomschema"
    regelversie: str = ""

    @property
    def said(self) -> dict[str, str]:
        """Everything that was said of the client beside the position, to propose it again."""
        return {**self.kenmerken, **self.lokaal, **self.aanvullend}


@dataclass(frozen=True, slots=True)
class Meetmoment:
    """One version of one registered measurement; it is never edited.

    ``door`` is who registered it, ``geregistreerd`` when (transaction time); ``meting.datum`` is the day it
    was observed (valid time). A hermeting says in ``bevestiging`` whether last time's answers were confirmed
    unchanged, and in ``steekproef`` which question was asked afresh. A check is a version of its own.
    """

    id: str
    versie: int
    client: str
    meting: Meting
    door: str
    geregistreerd: datetime
    actie: Actie = Actie.NIEUW
    status: Status = Status.DEFINITIEF
    reden: str | None = None
    bevestiging: Bevestiging | None = None
    steekproef: str | None = None
    gecontroleerd_door: str | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether this version ends the meetmoment; a withdrawal that was sent back ends nothing."""
        return self.actie is Actie.INTREKKING and self.status is not Status.TERUGGEGEVEN


def conclude(flow: Flow, answers: Answers, today: date, options: Options) -> Meting:
    """The meting that complete answers describe; where no date was asked, the municipality's interval plans it."""
    counted = settled(flow, answers)
    reached = outcome(flow, {**flow.given, **answers})
    if reached is None:
        raise ValueError("the dialogue has not reached an outcome")
    datum, positie = observed(counted, today), int(reached.id)
    termijn = next_termijn(datum, positie, options, planned(counted, today))
    groei = None
    if positie in range(1, 7):
        groei = Groei.PLUS if counted.get("G1") == "ja" else Groei.NUL
    known = {step: value for step, value in counted.items() if value != ONBEKEND}
    deciding = {step: value for step, value in counted.items() if step in ("P0", "Q1", "Q2", "Q3", "Q4", "Q5")}
    return Meting(
        datum=datum,
        stand=Stand(positie, groei),
        verwachte_trede=int(known["G2"]) if "G2" in known else None,
        kenmerken={name: known[name] for name in KENMERKEN if name in known},
        lokaal={name: value for name, value in known.items() if name.startswith(LOCAL)},
        aanvullend=_beside(known, still_given(answers)),
        antwoorden=deciding,
        reden_uit_beeld=counted.get("reden_uit_beeld"),
        gepland=None if termijn is None else termijn.gepland,
        uiterste=None if termijn is None else termijn.uiterste,
        methode=flow.id,
        regelversie=flow.rules,
    )


def _beside(known: Answers, given: tuple[str, ...]) -> dict[str, str]:
    found = {name: known[name] for name in AANVULLEND if name in known}
    return {**found, GEGEVEN: " ".join(given)} if given else found


def answers_of(meting: Meting) -> tuple[str, dict[str, str]]:
    """The flow and the answers with which this meting can be opened again."""
    positie = str(meting.stand.positie)
    if meting.antwoorden:
        flow, answers = "stroomschema", dict(meting.antwoorden)
    else:
        flow, answers = "direct", {"positie": positie}
    answers["uitslag"] = positie
    answers["datum"] = meting.datum.isoformat()
    if meting.stand.groei is not None and positie != "6":
        answers["G1"] = "ja" if meting.stand.groei is Groei.PLUS else "nee"
    if meting.stand.groei is Groei.PLUS:
        answers["G2"] = ONBEKEND if meting.verwachte_trede is None else str(meting.verwachte_trede)
    if meting.reden_uit_beeld is not None:
        answers["reden_uit_beeld"] = meting.reden_uit_beeld
    if meting.gepland is not None:
        answers["gepland"] = meting.gepland.isoformat()
    kenmerken = {name: meting.kenmerken.get(name, ONBEKEND) for name in KENMERKEN}
    return flow, {**answers, **kenmerken, **meting.lokaal, **meting.aanvullend}


def counting(history: tuple[Meetmoment, ...]) -> list[Meetmoment]:
    """The version of each meetmoment that counts, in order of the day observed."""
    final = latest_of(tuple(each for each in history if each.status is Status.DEFINITIEF))
    return [each for each in final if each.actie is not Actie.INTREKKING]


def latest_of(history: tuple[Meetmoment, ...]) -> list[Meetmoment]:
    """The last version of each meetmoment, in order of the day observed."""
    last: dict[str, Meetmoment] = {}
    for each in history:
        if each.id not in last or each.versie > last[each.id].versie:
            last[each.id] = each
    return sorted(last.values(), key=lambda each: (each.meting.datum, each.geregistreerd))
