"""The municipality's own settings: readings of the borderline rules, switches and extra fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from flows.aanmelden import Aanmelden
from flows.controle import VierOgen, WerkBekend
from flows.doelen import Doel
from flows.gemeentecodes import Gemeentecode
from flows.huisstijl import Huisstijl
from flows.instrumenten import Instrument
from flows.ladder import NIET_INGEDEELD, TREDEN
from flows.partners import Partner
from flows.vrijstelling import Vrijstelling

Setting = bool | int | VierOgen | WerkBekend
# Settings about how the work is organised; they are no reading of the ladder's rules.
_WORK = frozenset(
    {
        "werk_bekend",
        "verschil_dagen",
        "vier_ogen",
        "steekproef_een_op",
        "instrument_bedrag",
        "gezin",
        "computervertaling",
    }
)
# Facts that a client may be asked; the professional decides, so they are no reading either.
_CLIENT = frozenset({"client_inkomen", "client_diploma", "client_hulp"})
_NUMBERS: Mapping[str, Sequence[int]] = {
    **{f"interval_{trede}_maanden": (3, 6, 12) for trede in TREDEN},
    "uiterste_maanden": range(1, 13),
    "steekproef_een_op": range(101),
    **dict.fromkeys(("verschil_dagen", "terugdateren_dagen", "oproep_weken"), range(367)),
}
_OTHER_NUMBERS = range(1, 367)


class AvgClass(StrEnum):
    """How sensitive a field is under the AVG."""

    GEWOON = "gewoon"
    GEVOELIG = "gevoelig"
    BIJZONDER = "bijzonder"


class FieldKind(StrEnum):
    """What a local field holds; free text is not among them, because it cannot be kept out of Telegram."""

    JA_NEE = "ja_nee"
    KEUZE = "keuze"
    GETAL = "getal"
    DATUM = "datum"


@dataclass(frozen=True, slots=True)
class Options:
    """The switches (⚙), each with its default.

    Booleans switch a part on or choose a reading; numbers are weeks, days or months as their name says. One in
    ``steekproef_een_op`` hermetingen asks a question afresh; 0 is none.
    """

    code_0: bool = True
    code_9: bool = True
    volledig: bool = True
    verwachte_trede: bool = True
    standaard_kenmerken: bool = True
    werk_bekend: WerkBekend = WerkBekend.NIEMAND
    soort_meting: bool = False
    doel_contact: bool = False
    jonger_dan_18: bool = False
    doelperspectief: bool = False
    rapportage: bool = False
    mantelzorg_buitenshuis: bool = True
    mantelzorg_huisgenoot: bool = False
    banenafspraak_is_steun: bool = False
    bbl_altijd_steun: bool = False
    pgb_is_betaald_werk: bool = True
    stage_is_betaald_werk: bool = False
    bij_twijfel_lager: bool = True
    oproep_weken: int = 4
    referentie_weken: int = 4
    onderbreking_weken: int = 6
    terugdateren_dagen: int = 60
    interval_1_maanden: int = 6
    interval_2_maanden: int = 6
    interval_3_maanden: int = 12
    interval_4_maanden: int = 12
    interval_5_maanden: int = 12
    interval_6_maanden: int = 12
    uiterste_maanden: int = 12
    code_0_maanden: int = 2
    vier_ogen: VierOgen = VierOgen.EXTERN
    steekproef_een_op: int = 5
    instrument_bedrag: bool = False
    verschil_dagen: int = 30
    gezin: bool = False
    computervertaling: bool = False
    client_inkomen: bool = False
    client_diploma: bool = False
    client_hulp: bool = False

    @classmethod
    def readings(cls) -> frozenset[str]:
        """The options a flow file may name: those that decide what is asked and how the rules are read."""
        return frozenset(each.name for each in fields(cls)) - _WORK - _CLIENT

    @classmethod
    def client(cls) -> frozenset[str]:
        """The options that a client's questions may name: each switches one screen on."""
        return _CLIENT

    def changed(self) -> Mapping[str, Setting]:
        """The readings that differ from the defaults, for the rules version of a meetmoment."""
        default = Options()
        names = sorted(self.readings())
        return {name: getattr(self, name) for name in names if getattr(self, name) != getattr(default, name)}

    def interval(self, positie: int) -> int:
        """Months until the next measurement that this municipality proposes for a position from 0 to 6."""
        name = "code_0_maanden" if positie == NIET_INGEDEELD else f"interval_{positie}_maanden"
        months: int = getattr(self, name)
        return min(months, self.uiterste_maanden)


def permitted(name: str) -> Sequence[Setting]:
    """Every value that the option with this name can have."""
    match getattr(Options(), name):
        case bool():
            return (True, False)
        case StrEnum() as word:
            return tuple(type(word))
    return _NUMBERS.get(name, _OTHER_NUMBERS)


def as_text(value: Setting | str) -> str:
    """A setting in writing: ``ja``, ``6``, ``extern``."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)


def read_setting(name: str, text: str) -> Setting | None:
    """The value that somebody wrote for an option; none when it is not permitted."""
    return next((value for value in permitted(name) if as_text(value) == text.strip().casefold()), None)


@dataclass(frozen=True, slots=True)
class LocalField:
    """An extra kenmerk under the municipality's own responsibility; ``retention`` is in months.

    ``label_en`` is what it is called for who reads English. One that is asked ``altijd`` is a question of its own in
    every measurement; any other one stands on the card, and costs no tap when it is left open.
    """

    id: str
    label: str
    kind: FieldKind
    values: tuple[str, ...]
    avg: AvgClass
    purpose: str
    retention: int
    label_en: str = ""
    altijd: bool = False


@dataclass(frozen=True, slots=True)
class Gemeente:
    """All settings of one organisation.

    ``partners`` are those of the ``partijen`` that carry out instruments; before the day ``inschaling_voor``
    everybody is placed on the ladder once.
    """

    naam: str = "Gemeente"
    prefix: str = "K"
    codes: tuple[str, ...] = ("0000",)
    gemeenten: tuple[Gemeentecode, ...] = ()
    options: Options = field(default_factory=Options)
    velden: tuple[LocalField, ...] = ()
    doelen: tuple[Doel, ...] = ()
    instrumenten: tuple[Instrument, ...] = ()
    partners: tuple[str, ...] = ()
    financieringen: tuple[str, ...] = ()
    partijen: tuple[Partner, ...] = ()
    vrijstellingen: tuple[Vrijstelling, ...] = ()
    inschaling_voor: date | None = None
    aanmelden: Aanmelden = field(default_factory=Aanmelden)
    huisstijl: Huisstijl = field(default_factory=Huisstijl)
