"""The languages of the client, one row each in ``locales/languages.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError, get_global

SOURCE = "nl@simple"
FILE = "languages.toml"
_NEEDED = ("code", "tag", "endonym", "dates")
_FIELDS = frozenset({*_NEEDED, "fallback", "direction"})
_FROM_THE_RIGHT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})


class FaultyLanguagesError(ValueError):
    """The file of the languages cannot be used; the message says which row."""


@dataclass(frozen=True, slots=True)
class Language:
    """One row: ``fallback`` is the code of the language that lends what this one has not."""

    code: str
    tag: str
    endonym: str
    dates: str
    fallback: str
    direction: str


Languages = Mapping[str, Language]


def read_languages(folder: Path) -> Languages:
    """Every language by its code, in the order of the file; raises :class:`FaultyLanguagesError`."""
    try:
        data = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise FaultyLanguagesError(f"{FILE}: {error}") from error
    rows = data.get("language")
    if not isinstance(rows, list):
        raise FaultyLanguagesError(f"{FILE}: [[language]]")
    found: dict[str, Language] = {}
    for row in rows:
        language = _language(row)
        if language.code in found:
            raise FaultyLanguagesError(f"{FILE}: {language.code} (2×)")
        found[language.code] = language
    if SOURCE not in found:
        raise FaultyLanguagesError(f"{FILE}: {SOURCE}")
    for code in found:
        list(chain(found, code))
    return found


def chain(languages: Languages, code: str) -> Iterator[Language]:
    """The languages in which a text is looked for, before it is said in simple Dutch."""
    seen: set[str] = set()
    while code != SOURCE:
        if code in seen or code not in languages:
            raise FaultyLanguagesError(f"{FILE}: fallback = {code!r}")
        seen.add(code)
        yield languages[code]
        code = languages[code].fallback


def direction_of(locale: Locale) -> str:
    """Which way a language is written, without loading all that Babel knows about it."""
    script = locale.script
    if script is None:
        likely = get_global("likely_subtags")
        name = likely.get(f"{locale.language}_{locale.territory}") or likely.get(locale.language, "")
        script = next((part for part in name.split("_")[1:] if len(part) == len("Latn")), None)
    return "rtl" if script in _FROM_THE_RIGHT else "ltr"


def _language(row: Any) -> Language:
    named = str(row.get("code", row)) if isinstance(row, dict) else str(row)
    if not isinstance(row, dict) or not all(isinstance(value, str) and value for value in row.values()):
        raise FaultyLanguagesError(f"{FILE}: {named}")
    wrong = sorted((set(_NEEDED) - set(row)) | (set(row) - _FIELDS))
    if wrong:
        raise FaultyLanguagesError(f"{FILE}: {named}: {', '.join(wrong)}")
    try:
        locale = Locale.parse(row["dates"])
    except (ValueError, UnknownLocaleError) as error:
        raise FaultyLanguagesError(f"{FILE}: {named}: dates = {row['dates']!r}") from error
    direction = row.get("direction") or direction_of(locale)
    if direction not in ("ltr", "rtl"):
        raise FaultyLanguagesError(f"{FILE}: {named}: direction = {direction!r}")
    code = row["code"]
    return Language(code, row["tag"], row["endonym"], row["dates"], row.get("fallback", SOURCE), direction)
