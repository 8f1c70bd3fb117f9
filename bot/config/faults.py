"""What is wrong with a flow or settings file, in sentences for the person who wrote it."""

from __future__ import annotations

import re

from bot.conversation.screen import Text, t
from flows.faults import Fault

_SENTENCES: dict[str, Text] = {
    "backwards": t("fault.backwards", "“{last}” moet na “{first}” liggen."),
    "bad_condition": t("fault.bad_condition", "De voorwaarde bij “{field}” is geen antwoord of lijst van antwoorden."),
    "belongs_above": t("fault.belongs_above", "“{field}” hoort bovenaan in het bestand, vóór het eerste blok."),
    "belongs_in": t("fault.belongs_in", "“{field}” hoort onder {table}."),
    "button_too_long": t("fault.button_too_long", "“{value}” past niet op een knop: hoogstens {most} tekens."),
    "dead_choice": t("fault.dead_choice", "Het antwoord “{value}” wordt op geen enkele weg aangeboden."),
    "file_too_large": t("fault.file_too_large", "Het bestand is te groot: hoogstens {most} kB."),
    "file_unsafe": t(
        "fault.file_unsafe",
        "Het bestand bij “{field}” kan niet: een logo is een PNG, of een SVG die alleen tekent (geen script, geen "
        "verwijzing naar elders); een lettertype is woff2.",
    ),
    "low_contrast": t(
        "fault.low_contrast",
        "“{field}” {value} is op {other} niet goed te zien: het contrast is {ratio}, nodig is {least}. Kies een "
        "donkerder of juist een lichtere kleur.",
    ),
    "missing": t("fault.missing", "Veld “{field}” ontbreekt of is leeg."),
    "name_twice": t("fault.name_twice", "De naam “{value}” staat er meer dan eens."),
    "no_choices": t("fault.no_choices", "Er zijn geen antwoorden om uit te kiezen, of te veel."),
    "no_end": t("fault.no_end", "Deze weg eindigt zonder uitkomst: {way}"),
    "no_such_field": t("fault.no_such_field", "Veld “{field}” bestaat hier niet; wel: {choices}."),
    "not_a_colour": t("fault.not_a_colour", "“{field}” is geen kleur: “{value}”. Schrijf hem als #154f86."),
    "not_a_table": t("fault.not_a_table", "“{field}” moet een tabel zijn."),
    "not_permitted": t("fault.not_permitted", "“{field}” kan niet “{value}” zijn; wel: {choices}."),
    "not_toml": t("fault.not_toml", "Het bestand is geen geldige TOML: {reason}"),
    "one_of": t("fault.one_of", "Zet hier “{one}” of “{other}”, niet allebei."),
    "outcome_unreachable": t("fault.outcome_unreachable", "Geen enkele weg leidt naar deze uitkomst."),
    "overlap": t("fault.overlap", "Deze weg heeft meer dan één uitkomst ({value}): {way}"),
    "renamed": t("fault.renamed", "“{field}” bestaat niet meer; gebruik in plaats daarvan: {instead}."),
    "reserved": t(
        "fault.reserved",
        "Het antwoord “{value}” kan niet: zo heet al wat niet is ingevuld. Laat het weg of noem het anders.",
    ),
    "step_unreachable": t("fault.step_unreachable", "Deze vraag wordt op geen enkele weg gesteld."),
    "text_too_long": t("fault.text_too_long", "De tekst “{value}…” is te lang: hoogstens {most} tekens."),
    "twice": t("fault.twice", "Dit id komt meer dan eens voor."),
    "unknown_answer": t("fault.unknown_answer", "Vraag “{step}” heeft geen antwoord “{value}”."),
    "unknown_field": t("fault.unknown_field", "Veld “{field}” bestaat niet."),
    "unknown_option": t("fault.unknown_option", "De instelling “{value}” bestaat niet."),
    "unknown_part": t("fault.unknown_part", "Het vervolg “{value}” is er niet of bevat fouten."),
    "unknown_step": t("fault.unknown_step", "De vraag “{value}” bestaat niet of komt pas later."),
    "unknown_value": t("fault.unknown_value", "Veld “{field}” heeft een waarde die niet kan: “{value}”."),
    "unreadable": t("fault.unreadable", "Het bestand kan niet worden gelezen: {reason}"),
    "wrong_type": t("fault.wrong_type", "Veld “{field}” heeft een waarde van de verkeerde soort."),
}
_WHY_UNREADABLE: dict[str, Text] = {
    "FileNotFoundError": t("fault.file.absent", "het bestand is er niet."),
    "IsADirectoryError": t("fault.file.folder", "het is een map."),
    "NotADirectoryError": t("fault.file.path", "een deel van het pad is geen map."),
    "PermissionError": t("fault.file.forbidden", "het mag niet worden geopend."),
    "UnicodeDecodeError": t("fault.file.encoding", "het is geen tekst in UTF-8."),
}
_KEY = t("fault.toml.key", "hier hoort een naam, dan een = en dan een waarde.")
_AGAIN = t("fault.toml.again", "dit staat er al eens.")
_OPEN = t("fault.toml.open", "er ontbreekt een aanhalingsteken of een haakje.")
_CHARACTER = t("fault.toml.character", "hier staat een teken dat niet kan, of er ontbreekt een aanhalingsteken.")
_VALUE = t(
    "fault.toml.value", "hier staat geen geldige waarde. Tekst staat tussen aanhalingstekens; ja is true, nee is false."
)
# What the reader of TOML means, by how it begins to say so in English; the first that fits.
_WHY_NOT_TOML: tuple[tuple[str, Text], ...] = (
    ("Invalid value", _VALUE),
    ("Expected '='", _KEY),
    ("Invalid", _KEY),
    ("Expected newline", t("fault.toml.more", "er staat iets te veel op deze regel.")),
    ("Cannot", _AGAIN),
    ("Duplicate", _AGAIN),
    ("Unescaped", _CHARACTER),
    ("Illegal", _CHARACTER),
    ("Un", _OPEN),
    ("Expected", _OPEN),
)
_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def reason(fault: Fault) -> Text:
    """The sentence for a fault."""
    sentence = _SENTENCES[fault.code]
    params: dict[str, str | Text] = dict(fault.params)
    if fault.code == "unreadable":
        params["reason"] = _why(fault.params["reason"])
    if fault.code == "not_toml":
        params["reason"] = _why_not_toml(fault.params["reason"])
    return Text(sentence.key, sentence.source, params)


def why(error: Exception) -> Text:
    """Why a file cannot be read or written."""
    return _why(type(error).__name__)


def place(fault: Fault) -> str:
    """The file, the line and the item, as editors understand it."""
    file = fault.file if "." in fault.file else f"{fault.file}.toml"
    found = _LINE.search(fault.params.get("reason", "")) if fault.code == "not_toml" else None
    line = found[1] if found else str(fault.line)
    return f"{file}:{line}: {fault.item}" if fault.item else f"{file}:{line}"


def _why(kind: str) -> Text:
    return _WHY_UNREADABLE.get(kind, t("fault.file.other", "het lukt niet."))


def _why_not_toml(said: str) -> Text:
    known = (text for beginning, text in _WHY_NOT_TOML if said.startswith(beginning))
    return next(known, t("fault.toml.other", "de schrijfwijze klopt hier niet."))
