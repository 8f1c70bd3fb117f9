"""Turns one line of a demo file into a record, or into everything that is wrong with the line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, get_args

from bot.conversation.screen import Text, t
from bot.demo import values
from bot.demo.faults import Wrong, at, shown
from bot.demo.records import ONBEKEND, Client, Functionaris, Kenmerken, Meetmoment, Record, Rol, Team, Toewijzing
from bot.demo.values import Parse, one_of
from flows.given import GEGEVEN
from flows.meetmoment import AANVULLEND
from flows.names import LONGEST_PERSON, LONGEST_TEAM

_LONGEST_LINE = 10_000


class _Field(NamedTuple):
    parse: Parse
    may_be_empty: bool = False
    empty: object = None


@dataclass(frozen=True, slots=True)
class _Kind:
    build: Callable[..., Record]
    fields: Mapping[str, _Field]


@dataclass(frozen=True, slots=True)
class Line:
    """What a line holds: a record when nothing is wrong, and else the fields that could be read."""

    soort: str
    fields: Mapping[str, Any]
    record: Record | None
    reasons: tuple[Text, ...]


def parse_line(line: str) -> Line:
    """Read one line that is not blank."""
    try:
        found = _decoded(line)
        soort = _soort(found)
    except Wrong as wrong:
        return Line("", {}, None, wrong.reasons)
    kind = _KINDS[soort]
    fields, reasons = _read(found, kind.fields, soort)
    return Line(soort, fields, None if reasons else kind.build(**fields), reasons)


def _decoded(line: str) -> dict[str, object]:
    if len(line) > _LONGEST_LINE:
        raise Wrong(t("demo.fault.long", "De regel is langer dan {limit} tekens.", limit=_LONGEST_LINE))
    try:
        found = _JSON.decode(line)
    # Numbers of thousands of digits and brackets a thousand deep fit on a line, but are no JSON of ours.
    except (ValueError, RecursionError):
        raise Wrong(t("demo.fault.json", "De regel is geen geldige JSON.")) from None
    if not isinstance(found, dict):
        raise Wrong(t("demo.fault.object", "De regel moet één JSON-object zijn, tussen accolades."))
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose fields are all different; JSON itself would let the last one win."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    double = next(name for name in names if names.count(name) > 1)
    raise Wrong(t("demo.fault.double", "Veld “{field}” staat er meer dan eens.", field=shown(double)))


def _soort(found: dict[str, object]) -> str:
    if "soort" not in found:
        raise Wrong(t("demo.fault.missing", "Veld “{field}” ontbreekt.", field="soort"))
    soort = found.pop("soort")
    if isinstance(soort, str) and soort in _KINDS:
        return soort
    raise Wrong(
        t("demo.fault.soort", "De soort is onbekend; het moet een van deze zijn: {choices}.", choices=", ".join(_KINDS))
    )


def _read(
    found: Mapping[str, object], fields: Mapping[str, _Field], where: str
) -> tuple[dict[str, Any], tuple[Text, ...]]:
    """Every field by its parser; a field that may be empty may also be left out."""
    read: dict[str, Any] = {}
    reasons: list[Text] = []
    for name, (parse, may_be_empty, empty) in fields.items():
        value = found.get(name)
        if value is None and may_be_empty:
            read[name] = empty
        elif name not in found:
            reasons.append(t("demo.fault.missing", "Veld “{field}” ontbreekt.", field=name))
        else:
            try:
                read[name] = parse(value)
            except Wrong as wrong:
                reasons.extend(at(name, reason) for reason in wrong.reasons)
    if not found.keys() <= fields.keys():
        strange = (shown(name) for name in found if name not in fields)
        reasons += (
            t("demo.fault.unknown", "Veld “{field}” hoort niet bij {where}.", field=name, where=where)
            for name in strange
        )
    return read, tuple(reasons)


def _kenmerken(value: object) -> Kenmerken:
    if not isinstance(value, dict):
        raise Wrong(t("demo.fault.kenmerken", "Veld “{field}” moet een JSON-object zijn."))
    read, reasons = _read(value, _KENMERKEN, "kenmerken")
    if reasons:
        raise Wrong(*reasons)
    return _shared(**read)


def _aanvullend(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise Wrong(t("demo.fault.kenmerken", "Veld “{field}” moet een JSON-object zijn."))
    read, reasons = _read(
        value, {name: _Field(values.text, may_be_empty=True) for name in (*AANVULLEND, GEGEVEN)}, "aanvullend"
    )
    if reasons:
        raise Wrong(*reasons)
    return {name: found for name, found in read.items() if found is not None}


# Thousands of meetmomenten have the same few answers; each combination is made once.
_shared = cache(Kenmerken)
_JSON = json.JSONDecoder(object_pairs_hook=_once)
_JA_NEE = _Field(one_of("ja", "nee"), may_be_empty=True)
_KENMERKEN = {
    "inkomen": _Field(one_of("a", "b", "c", "d"), may_be_empty=True),
    "startkwalificatie": _JA_NEE,
    "inburgeringsplichtig": _JA_NEE,
    "inburgeringsbehoeftig": _JA_NEE,
    "laaggeletterd": _JA_NEE,
    "vrijstelling_arbeidsplicht": _JA_NEE,
    "vrijstelling_inburgeringsplicht": _JA_NEE,
    "instrument_lopend": _JA_NEE,
    "instrument_inzet": _JA_NEE,
}
_TEXT, _NAME = _Field(values.text), _Field(values.name)
_PERSON, _TEAM = values.identifier(LONGEST_PERSON), values.identifier(LONGEST_TEAM)
_KINDS = {
    "team": _Kind(Team, {"id": _Field(_TEAM), "naam": _NAME, "afdeling": _NAME}),
    "functionaris": _Kind(
        Functionaris,
        {
            "id": _Field(_PERSON),
            "rol": _Field(one_of(*get_args(Rol))),
            "team": _Field(_TEAM, may_be_empty=True),
        },
    ),
    "client": _Kind(Client, {"code": _Field(values.code), "gemeentecode": _Field(values.gemeentecode)}),
    "toewijzing": _Kind(
        Toewijzing,
        {
            "client": _TEXT,
            "functionaris": _Field(_PERSON),
            "van": _Field(values.day),
            "tot": _Field(values.day, may_be_empty=True),
        },
    ),
    "meetmoment": _Kind(
        Meetmoment,
        {
            "client": _TEXT,
            "datum": _Field(values.day),
            "geregistreerd": _Field(values.moment),
            "positie": _Field(values.positie),
            "groei": _Field(one_of("PLUS", "NUL"), may_be_empty=True),
            "verwachte_trede": _Field(values.trede, may_be_empty=True),
            "kenmerken": _Field(_kenmerken, may_be_empty=True, empty=ONBEKEND),
            "door": _Field(_PERSON),
            "versie": _Field(values.versie),
            "actie": _Field(one_of("nieuw", "correctie", "intrekking")),
            "reden": _Field(values.text, may_be_empty=True),
            "aanvullend": _Field(_aanvullend, may_be_empty=True),
        },
    ),
}
