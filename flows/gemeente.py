"""The municipality's own settings: readings of the borderline rules, switches and extra fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from unicodedata import combining, normalize

from flows.controle import VierOgen
from flows.doelen import Doel, read_target
from flows.faults import Fault, FaultyFileError, line_of
from flows.gemeentecodes import CODE, Gemeentecode, read_codes
from flows.ladder import NIET_INGEDEELD, TREDEN
from flows.model import LONGEST_BUTTON, ONBEKEND
from flows.names import read_name
from flows.table import Table

Setting = bool | int | VierOgen
# Settings about how the work is organised; they are no reading of the ladder's rules.
_WORK = frozenset({"vier_ogen", "steekproef_een_op"})
_NUMBERS: Mapping[str, Sequence[int]] = {
    **{f"interval_{trede}_maanden": (3, 6, 12) for trede in TREDEN},
    "uiterste_maanden": range(1, 13),
    "steekproef_een_op": range(101),
    "terugdateren_dagen": range(367),
}
_OTHER_NUMBERS = range(1, 367)
# What stands above the first table of a settings file.
_ABOVE = ("naam", "prefix", "codes", "instrumenten", "partners")
# What was once one name for several treden.
_RENAMED = {
    "interval_laag_maanden": "interval_1_maanden, interval_2_maanden",
    "interval_hoog_maanden": ", ".join(f"interval_{trede}_maanden" for trede in range(3, 7)),
}


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
    mantelzorg_buitenshuis: bool = True
    mantelzorg_huisgenoot: bool = False
    banenafspraak_is_steun: bool = False
    bbl_altijd_steun: bool = False
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

    @classmethod
    def readings(cls) -> frozenset[str]:
        """The options a flow file may name: those that decide what is asked and how the rules are read."""
        return frozenset(each.name for each in fields(cls)) - _WORK

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
        case VierOgen():
            return tuple(VierOgen)
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

    ``label_en`` is what it is called for who reads English.
    """

    id: str
    label: str
    kind: FieldKind
    values: tuple[str, ...]
    avg: AvgClass
    purpose: str
    retention: int
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Gemeente:
    """All settings of one organisation."""

    naam: str = "Gemeente"
    prefix: str = "K"
    codes: tuple[str, ...] = ("0000",)
    gemeenten: tuple[Gemeentecode, ...] = ()
    options: Options = field(default_factory=Options)
    velden: tuple[LocalField, ...] = ()
    doelen: tuple[Doel, ...] = ()
    instrumenten: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


_PREFIX = re.compile(r"[A-Z]{1,3}")
_FIELD_ID = re.compile(r"[a-z][a-z0-9_]{1,30}")


def read_gemeente(name: str, text: str, data: object) -> Gemeente:
    """Read decoded settings; raises :class:`FaultyFileError` with every fault and its line."""
    faults: list[Fault] = []

    def note(item: str, code: str, params: Mapping[str, str]) -> None:
        faults.append(Fault(name, line_of(text, item), item, code, params))

    whole = Table(data, "gemeente", note)
    gemeente = Gemeente(
        naam=_named(whole, "naam", whole.text("naam", required=True)),
        prefix=_matching(whole, "prefix", whole.text("prefix") or "K", _PREFIX),
        codes=tuple(_matching(whole, "codes", code, CODE) for code in whole.texts("codes")) or ("0000",),
        gemeenten=tuple(read_codes(whole.tables("gemeente"))),
        options=_options(Table(whole.raw("regels") or {}, "regels", note)),
        velden=tuple(_field(table) for table in whole.tables("veld")),
        instrumenten=tuple(_label(whole, "instrumenten")),
        partners=tuple(_label(whole, "partners")),
    )
    targets = (read_target(table, _groups(gemeente.velden), gemeente.instrumenten) for table in whole.tables("doel"))
    gemeente = replace(gemeente, doelen=tuple(targets))
    for veld, times in Counter(veld.id for veld in gemeente.velden).items():
        if times > 1:
            note(veld, "twice", {})
    for option in fields(Options):
        if whole.misplaced(option.name):
            whole.fault("belongs_in", field=option.name, table="[regels]")
    whole.done()
    if faults:
        raise FaultyFileError(tuple(faults))
    return gemeente


def _named(table: Table, name: str, value: str) -> str:
    """A name that can be read on a screen; what cannot be seen in it is shown by its number."""
    if value and read_name(value) != value:
        table.fault("unknown_value", field=name, value=value if value.isprintable() else ascii(value))
    return value


def _matching(table: Table, name: str, value: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(value):
        table.fault("unknown_value", field=name, value=value)
    return value


def _options(table: Table) -> Options:
    chosen: dict[str, Setting] = {}
    for old, instead in _RENAMED.items():
        if table.misplaced(old):
            table.fault("renamed", field=old, instead=instead)
    for name in _ABOVE:
        if table.misplaced(name):
            table.fault("belongs_above", field=name)
    for each in fields(Options):
        value = table.raw(each.name)
        found = None if value is None else _setting(table, each.name, value)
        if found is not None:
            chosen[each.name] = found
    table.done()
    return Options(**chosen)  # type: ignore[arg-type]  # each value was checked against its field above


def _setting(table: Table, name: str, value: object) -> Setting | None:
    values = permitted(name)
    kind = type(values[0])
    if not isinstance(value, (bool, int, str)) or type(value) is not (str if kind is VierOgen else kind):
        table.fault("wrong_type", field=name)
        return None
    found = read_setting(name, as_text(value))
    if found is None:
        span = f"{values[0]}–{values[-1]}" if isinstance(values, range) else ", ".join(map(as_text, values))
        table.fault("not_permitted", field=name, value=str(value), choices=span)
    return found


def _field(table: Table) -> LocalField:
    if table.raw("id") is None:
        table.fault("missing", field="id")
    found = LocalField(
        id=table.item if table.raw("id") is None else _matching(table, "id", table.item, _FIELD_ID),
        label=table.text("label", required=True),
        kind=table.member("type", FieldKind, FieldKind.JA_NEE),
        values=table.texts("waarden"),
        avg=table.member("avg", AvgClass, AvgClass.GEVOELIG),
        purpose=table.text("doel", required=True),
        retention=_months(table),
        label_en=table.text("label_en"),
    )
    if found.kind is FieldKind.KEUZE and not 2 <= len(found.values) <= 8:
        table.fault("no_choices")
    for text in (found.label, found.label_en, *found.values):
        if len(text) > 24:
            table.fault("button_too_long", value=text, most="24")
    slugs = [slug(value) for value in found.values]
    if len(set(slugs)) < len(slugs):
        table.fault("twice")
    if ONBEKEND in slugs:
        table.fault("reserved", value=found.values[slugs.index(ONBEKEND)])
    table.done()
    return found


def slug(value: str) -> str:
    """The id of a choice that a municipality wrote, of letters that a route may have: ``één keer`` is ``een_keer``."""
    plain = "".join(c for c in normalize("NFKD", value).lower() if not combining(c))
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in plain)[:LONGEST_BUTTON] or "_"


def _groups(velden: Sequence[LocalField]) -> Mapping[str, Mapping[str, str]]:
    """The groups that local fields make: every value of those with few, with its id."""
    values = {veld.id: ("ja", "nee") if veld.kind is FieldKind.JA_NEE else veld.values for veld in velden}
    return {name: {each: slug(each) for each in found} for name, found in values.items() if found}


def _label(table: Table, name: str) -> Iterator[str]:
    """Names that fit on a button."""
    for label in table.texts(name):
        if not 0 < len(label) <= LONGEST_BUTTON:
            table.fault("button_too_long", value=label, most=str(LONGEST_BUTTON))
        yield _named(table, name, label)


def _months(table: Table) -> int:
    value = table.raw("bewaartermijn_maanden")
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 1200:
        return value
    table.fault("missing", field="bewaartermijn_maanden")
    return 0
