"""The municipality's own settings: readings of the borderline rules, switches and extra fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from flows.faults import Fault, FaultyFileError, line_of
from flows.table import Table


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
    """The switches (⚙), each with its default reading of the ladder's rules.

    Booleans switch a part on or choose a reading; numbers are weeks, days or months as their name says.
    """

    code_0: bool = True
    code_9: bool = True
    volledig: bool = True
    verwachte_trede: bool = True
    standaard_kenmerken: bool = True
    mantelzorg_buitenshuis: bool = True
    mantelzorg_huisgenoot: bool = False
    banenafspraak_is_steun: bool = False
    bbl_altijd_steun: bool = False
    bij_twijfel_lager: bool = True
    oproep_weken: int = 4
    referentie_weken: int = 4
    onderbreking_weken: int = 6
    terugdateren_dagen: int = 60
    interval_laag_maanden: int = 6
    interval_hoog_maanden: int = 12
    code_0_maanden: int = 2

    @classmethod
    def names(cls) -> frozenset[str]:
        """The names a flow or settings file may use."""
        return frozenset(each.name for each in fields(cls))

    def changed(self) -> Mapping[str, bool | int]:
        """What differs from the defaults, for the rules version of a meetmoment."""
        default = Options()
        return {
            name: getattr(self, name) for name in sorted(self.names()) if getattr(self, name) != getattr(default, name)
        }

    def interval(self, positie: int) -> int:
        """Months until the next measurement that this municipality proposes for a position."""
        if positie == 0:
            return self.code_0_maanden
        return self.interval_laag_maanden if positie <= 2 else self.interval_hoog_maanden


@dataclass(frozen=True, slots=True)
class LocalField:
    """An extra kenmerk under the municipality's own responsibility; ``retention`` is in months."""

    id: str
    label: str
    kind: FieldKind
    values: tuple[str, ...]
    avg: AvgClass
    purpose: str
    retention: int


@dataclass(frozen=True, slots=True)
class Gemeente:
    """All settings of one organisation."""

    naam: str = "Gemeente"
    prefix: str = "K"
    codes: tuple[str, ...] = ("0000",)
    options: Options = field(default_factory=Options)
    velden: tuple[LocalField, ...] = ()


_PREFIX = re.compile(r"[A-Z]{1,3}")
_CODE = re.compile(r"\d{4}")
_FIELD_ID = re.compile(r"[a-z][a-z0-9_]{1,30}")


def read_gemeente(name: str, text: str, data: object) -> Gemeente:
    """Read decoded settings; raises :class:`FaultyFileError` with every fault and its line."""
    faults: list[Fault] = []

    def note(item: str, code: str, params: Mapping[str, str]) -> None:
        faults.append(Fault(name, line_of(text, item), item, code, params))

    whole = Table(data, "gemeente", note)
    gemeente = Gemeente(
        naam=whole.text("naam", required=True),
        prefix=_matching(whole, "prefix", whole.text("prefix") or "K", _PREFIX),
        codes=tuple(_matching(whole, "codes", code, _CODE) for code in whole.texts("codes")) or ("0000",),
        options=_options(Table(whole.raw("regels") or {}, "regels", note)),
        velden=tuple(_field(table) for table in whole.tables("veld")),
    )
    for veld, times in Counter(veld.id for veld in gemeente.velden).items():
        if times > 1:
            note(veld, "twice", {})
    whole.done()
    if faults:
        raise FaultyFileError(tuple(faults))
    return gemeente


def _matching(table: Table, name: str, value: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(value):
        table.fault("unknown_value", field=name, value=value)
    return value


def _options(table: Table) -> Options:
    default = Options()
    chosen: dict[str, bool | int] = {}
    for each in fields(Options):
        value = table.raw(each.name)
        if value is None:
            continue
        wanted = type(getattr(default, each.name))
        if isinstance(value, (bool, int)) and type(value) is wanted and (wanted is bool or 0 < value <= 366):
            chosen[each.name] = value
        else:
            table.fault("wrong_type", field=each.name)
    table.done()
    return Options(**chosen)  # type: ignore[arg-type]  # each value was checked against its field above


def _field(table: Table) -> LocalField:
    found = LocalField(
        id=_matching(table, "id", table.item, _FIELD_ID),
        label=table.text("label", required=True),
        kind=table.member("type", FieldKind, FieldKind.JA_NEE),
        values=table.texts("waarden"),
        avg=table.member("avg", AvgClass, AvgClass.GEVOELIG),
        purpose=table.text("doel", required=True),
        retention=_months(table),
    )
    if found.kind is FieldKind.KEUZE and not 2 <= len(found.values) <= 8:
        table.fault("no_choices")
    for text in (found.label, *found.values):
        if len(text) > 24:
            table.fault("button_too_long", value=text, most="24")
    if len({slug(value) for value in found.values}) < len(found.values):
        table.fault("twice")
    table.done()
    return found


def slug(value: str) -> str:
    """The id of a choice that a municipality wrote."""
    return "".join(c if c.isalnum() else "_" for c in value.lower())


def _months(table: Table) -> int:
    value = table.raw("bewaartermijn_maanden")
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 1200:
        return value
    table.fault("missing", field="bewaartermijn_maanden")
    return 0
