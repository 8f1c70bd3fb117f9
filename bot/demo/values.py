"""Reads single values of a demo file: what is not exactly as it should be is a fault, never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from bot.conversation.screen import t
from bot.demo.faults import Wrong
from bot.demo.records import HOOGSTE_TREDE, NIET_IN_BEELD
from flows.instrumenten import MOST_EUROS, is_srg_type
from flows.model import LONGEST_BUTTON
from flows.names import LONGEST_CODE, LONGEST_NAME, is_id, read_name

# A reason names its place with {field}, which only the reader of the whole line knows.
Parse = Callable[[object], object]

_LONGEST_TEXT = 100
_HIGHEST_VERSION = 1_000
_YEARS = range(1990, 2101)
# Any code a gemeente could have made: a demo may come from elsewhere, with other check characters.
_CODE = re.compile(r"[A-Z0-9]{1,12}(-[A-Z0-9]{1,12}){0,2}")
_GEMEENTECODE = re.compile(r"[0-9]{4}")


def text(value: object) -> str:
    """A short printable text."""
    if type(value) is str and 0 < len(value) <= _LONGEST_TEXT and value.isprintable() and not value.isspace():
        return value
    raise Wrong(
        t("demo.fault.text", "Veld “{field}” moet een tekst zijn van 1 tot {limit} tekens.", limit=_LONGEST_TEXT)
    )


def name(value: object) -> str:
    """The name of a team or an afdeling."""
    return _on_one_line(value, LONGEST_NAME)


def label(value: object) -> str:
    """The name of an instrument, a partner or what pays: one that fits on a button."""
    return _on_one_line(value, LONGEST_BUTTON)


def euros(value: object) -> int:
    """What something costs."""
    if type(value) is int and 0 <= value <= MOST_EUROS:
        return value
    raise Wrong(
        t(
            "demo.fault.euros",
            "Veld “{field}” moet een bedrag in hele euro’s zijn, hoogstens {limit}.",
            limit=MOST_EUROS,
        )
    )


def srg_type(value: object) -> str:
    """A type in the SRG of CBS."""
    if type(value) is str and is_srg_type(value):
        return value
    raise Wrong(t("demo.fault.srg_type", 'Veld “{field}” moet een tekst zijn van een tot drie cijfers, zoals "30".'))


def identifier(longest: int) -> Parse:
    """A parser for an id: letters, digits, hyphens and underscores."""

    def parse(value: object) -> object:
        if type(value) is str and is_id(value, longest):
            return value
        raise Wrong(
            t(
                "demo.fault.team",
                "Veld “{field}” mag alleen letters zonder accent, cijfers, - en _ hebben, hoogstens {limit}.",
                limit=longest,
            )
        )

    return parse


def code(value: object) -> str:
    """A client code: capitals, digits and hyphens."""
    if type(value) is str and _CODE.fullmatch(value) and len(value) <= LONGEST_CODE:
        return value
    raise Wrong(t("demo.fault.code", "Veld “{field}” moet een cliëntcode zijn, zoals K-7Q4F2X."))


def gemeentecode(value: object) -> str:
    """The four digits of a gemeente."""
    if type(value) is str and _GEMEENTECODE.fullmatch(value):
        return value
    raise Wrong(t("demo.fault.gemeentecode", "Veld “{field}” moet uit vier cijfers bestaan."))


def day(value: object) -> date:
    """A date, written in the one way that nobody reads wrongly."""
    try:
        found = date.fromisoformat(value) if type(value) is str else None
    except ValueError:
        found = None
    # The library also reads week dates and dates without hyphens.
    if found and found.isoformat() == value and found.year in _YEARS:
        return found
    raise Wrong(t("demo.fault.date", "Veld “{field}” moet een datum zijn, zoals 2026-03-31."))


def moment(value: object) -> datetime:
    """A moment with its time zone."""
    try:
        found = datetime.fromisoformat(value) if type(value) is str else None
    except ValueError:
        found = None
    if found and found.tzinfo and found.year in _YEARS:
        return found
    raise Wrong(
        t("demo.fault.moment", "Veld “{field}” moet een tijdstip met tijdzone zijn, zoals 2026-03-31T09:30:00+02:00.")
    )


def positie(value: object) -> int:
    """A place on the ladder, or one of the two codes beside it."""
    if type(value) is int and (0 <= value <= HOOGSTE_TREDE or value == NIET_IN_BEELD):
        return value
    raise Wrong(t("demo.fault.positie", "Veld “{field}” moet 0 tot en met 6 zijn, of 9."))


def trede(value: object) -> int:
    """A rung of the ladder."""
    if type(value) is int and 1 <= value <= HOOGSTE_TREDE:
        return value
    raise Wrong(t("demo.fault.trede", "Veld “{field}” moet een trede van 1 tot en met 6 zijn."))


def versie(value: object) -> int:
    """A version, counted from 1."""
    if type(value) is int and 1 <= value <= _HIGHEST_VERSION:
        return value
    raise Wrong(t("demo.fault.versie", "Veld “{field}” moet een heel getal vanaf 1 zijn."))


def one_of(*choices: str) -> Parse:
    """A parser for one of a few words."""

    def parse(value: object) -> object:
        if type(value) is str and value in choices:
            return value
        raise Wrong(
            t(
                "demo.fault.choice",
                "Veld “{field}” moet een van deze waarden hebben: {choices}.",
                choices=", ".join(choices),
            )
        )

    return parse


def _on_one_line(value: object, limit: int) -> str:
    if type(value) is str and read_name(value) == value and len(value) <= limit:
        return value
    raise Wrong(
        t(
            "demo.fault.name",
            "Veld “{field}” moet een naam op één regel zijn, van 1 tot {limit} tekens.",
            limit=limit,
        )
    )
