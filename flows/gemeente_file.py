"""Reads the settings file of a municipality; every fault in it is told with its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum

from flows.aanmelden import read_aanmelden
from flows.doelen import read_target
from flows.faults import Fault, FaultyFileError, line_of
from flows.gemeente import (
    AvgClass,
    FieldKind,
    Gemeente,
    LocalField,
    Options,
    Setting,
    as_text,
    permitted,
    read_setting,
)
from flows.gemeentecodes import CODE, read_codes
from flows.huisstijl import Huisstijl, read_huisstijl
from flows.instrumenten import read_instrumenten
from flows.model import LONGEST_BUTTON, ONBEKEND
from flows.names import slug
from flows.partners import Partner, read_partners
from flows.table import Note, Table
from flows.vrijstelling import Vrijstelling

# What stands above the first table of a settings file.
_ABOVE = ("naam", "prefix", "codes", "instrumenten", "partners", "financieringen", "inschaling_voor")
# What was once one name for several treden.
_RENAMED = {
    "interval_laag_maanden": "interval_1_maanden, interval_2_maanden",
    "interval_hoog_maanden": ", ".join(f"interval_{trede}_maanden" for trede in range(3, 7)),
}
_PREFIX = re.compile(r"[A-Z]{1,3}")
_FIELD_ID = re.compile(r"[a-z][a-z0-9_]{1,30}")


def read_gemeente(name: str, text: str, data: object) -> Gemeente:
    """Read decoded settings; raises :class:`FaultyFileError` with every fault and its line."""
    faults: list[Fault] = []

    def note(item: str, code: str, params: Mapping[str, str]) -> None:
        faults.append(Fault(name, line_of(text, item), item, code, params))

    whole = Table(data, "gemeente", note)
    financieringen = whole.labels("financieringen")
    partijen = (*map(Partner, whole.labels("partners")), *read_partners(whole.tables("partner")))
    gemeente = Gemeente(
        naam=whole.readable("naam", whole.text("naam", required=True)),
        prefix=_matching(whole, "prefix", whole.text("prefix") or "K", _PREFIX),
        codes=tuple(_matching(whole, "codes", code, CODE) for code in whole.texts("codes")) or ("0000",),
        gemeenten=tuple(read_codes(whole.tables("gemeente"))),
        options=_options(Table(whole.raw("regels") or {}, "regels", note)),
        velden=tuple(_field(table) for table in whole.tables("veld")),
        instrumenten=read_instrumenten(whole, financieringen),
        partners=tuple(each.naam for each in partijen if each.voert_uit),
        partijen=partijen,
        financieringen=financieringen,
        inschaling_voor=whole.day("inschaling_voor"),
        vrijstellingen=tuple(_vrijstelling(table) for table in whole.tables("vrijstelling")),
        aanmelden=read_aanmelden(Table(whole.raw("aanmelden") or {}, "aanmelden", note)),
        huisstijl=_huisstijl(whole.raw("huisstijl") or {}, note),
    )
    named = [each.naam for each in gemeente.instrumenten]
    targets = (read_target(table, _groups(gemeente.velden), named) for table in whole.tables("doel"))
    gemeente = replace(gemeente, doelen=tuple(targets))
    ids = [*(veld.id for veld in gemeente.velden), *(slug(each.code) for each in gemeente.vrijstellingen)]
    for item, times in Counter(ids).items():
        if times > 1:
            note(item, "twice", {})
    for option in fields(Options):
        if whole.misplaced(option.name):
            whole.fault("belongs_in", field=option.name, table="[regels]")
    whole.done()
    if faults:
        raise FaultyFileError(tuple(faults))
    return gemeente


def _huisstijl(data: object, note: Note) -> Huisstijl:
    table = Table(data, "huisstijl", note)
    schemes = {name: Table(table.raw(name) or {}, name, note) for name in ("licht", "donker")}
    return read_huisstijl(table, schemes)


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
    if not isinstance(value, (bool, int, str)) or type(value) is not (str if issubclass(kind, StrEnum) else kind):
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
        altijd=table.flag("vraag_altijd"),
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


def _groups(velden: Sequence[LocalField]) -> Mapping[str, Mapping[str, str]]:
    """The groups that local fields make: every value of those with few, with its id."""
    values = {veld.id: ("ja", "nee") if veld.kind is FieldKind.JA_NEE else veld.values for veld in velden}
    return {name: {each: slug(each) for each in found} for name, found in values.items() if found}


def _vrijstelling(table: Table) -> Vrijstelling:
    """A code for an exemption, with the days between which it holds."""
    code, label = table.text("code", required=True), table.text("label", required=True)
    if len(label) > LONGEST_BUTTON:
        table.fault("button_too_long", value=label, most=str(LONGEST_BUTTON))
    if code and slug(code) == ONBEKEND:
        table.fault("reserved", value=code)
    vanaf, tot = table.day("vanaf"), table.day("tot")
    if vanaf is not None and tot is not None and tot <= vanaf:
        table.fault("not_permitted", field="tot", value=str(tot), choices=f"> {vanaf}")
    found = Vrijstelling(code, table.readable("label", label), vanaf, tot)
    table.done()
    return found


def _months(table: Table) -> int:
    value = table.raw("bewaartermijn_maanden")
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 1200:
        return value
    table.fault("missing", field="bewaartermijn_maanden")
    return 0
