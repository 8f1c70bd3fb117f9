"""``text``: how far the languages of the client are, signing translations, and bringing catalogs up to date."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from babel.messages.pofile import PoFileError

from bot.cli.saying import FAULTS, USAGE, speaker, stop, tell
from bot.cli.tables import show
from bot.conversation.screen import Text, t, tn, verbatim
from bot.runtime.clock import Clock
from bot.texts.client.catalogs import Message, path_of
from bot.texts.client.languages import SOURCE, FaultyLanguagesError
from bot.texts.client.signatures import REVIEWER, FaultySignaturesError, Role, read_signatures, write_signatures
from bot.texts.client.signing import plan, signed_by
from bot.texts.client.standing import Standing, offered, standing, standings
from bot.texts.client.texts import ClientTexts, Status
from bot.texts.client.updating import has_folder, update
from bot.texts.translations import CATALOGS

app = typer.Typer(help="The texts of the client and their translations.", no_args_is_help=True)
Folder = Annotated[Path, typer.Option("--locales", help="Another folder of catalogs.", show_default=False)]
Code = Annotated[str, typer.Argument(metavar="LANGUAGE", help="A code of locales/languages.toml, such as ar.")]

_STATUSES = {
    Status.SOURCE: t("cli.text.source", "bron"),
    Status.REVIEWED: t("cli.text.reviewed", "nagekeken"),
    Status.MACHINE: t("cli.text.machine", "computervertaling"),
}
_HEADER = (
    t("cli.text.code", "taal"),
    t("cli.text.name", "naam"),
    t("cli.text.translated", "vertaald"),
    t("cli.text.read", "gelezen"),
    t("cli.text.checked", "voorwaarden"),
    t("cli.text.status", "status"),
    t("cli.text.revision", "versie"),
    t("cli.text.offered", "te kiezen"),
)
_ALWAYS, _NEVER = t("cli.text.always", "ja"), t("cli.text.never", "nee")
_NOTHING = t("cli.text.nothing_yet", "nog niets")
_SWITCHED = t("cli.text.switched", "met computervertaling")


@app.command()
def status(
    language: Annotated[str | None, typer.Argument(metavar="[LANGUAGE]", help="Everything about one.")] = None,
    locales: Folder = CATALOGS,
) -> None:
    """Print how far every language is, or what exactly one language still lacks."""
    texts = _texts(locales)
    if language is not None:
        _one(standing(texts, _known(texts, language)), locales)
        return
    everything = standings(texts)
    sure, drafts = offered(everything, machine=False), offered(everything, machine=True)
    say = speaker().say
    rows = []
    for each in everything:
        chosen = _ALWAYS if each in sure else _SWITCHED if each in drafts else _NEVER
        held = _STATUSES[each.status] if each.said else _NOTHING
        cells = (held, verbatim(each.revision), chosen)
        rows.append((each.language.code, each.language.endonym, *_counts(each), *map(say, cells)))
    show([say(each) for each in _HEADER], rows)


@app.command()
def review(
    language: Code,
    reviewer: Annotated[str, typer.Option(help="The number of who signs, such as r07.")],
    role: Annotated[Role, typer.Option("--as", help="A native reader, or who compared the conditions.")],
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="Only these texts.")] = None,
    locales: Folder = CATALOGS,
) -> None:
    """Sign translations that you read: those with a key, or all that wait for you."""
    texts = _texts(locales)
    code = _known(texts, language)
    if code == SOURCE:
        stop(USAGE, t("cli.text.no_source", "Makkelijk Nederlands is de bron; die hoeft niemand te ondertekenen."))
    if not REVIEWER.fullmatch(reviewer):
        stop(USAGE, t("cli.text.reviewer", "{word} is geen nummer van een lezer. Schrijf het als r07.", word=reviewer))
    names = [each.key for each in texts.messages]
    unknown = [key for key in keys or [] if key not in names]
    if unknown:
        near = get_close_matches(unknown[0], names, n=1, cutoff=0.0)[0]
        stop(USAGE, t("cli.text.key", "Er is geen tekst {word}. Bedoelt u {near}?", word=unknown[0], near=near))
    found = plan(texts, code, role, reviewer, keys or [])
    if found.untranslated:
        stop(USAGE, t("cli.text.empty", "Niet vertaald in {code}: {keys}.", code=code, keys=_few(found.untranslated)))
    if found.both:
        said = t(
            "cli.text.both",
            "{reviewer} heeft {keys} al in de andere rol ondertekend. Daar is een tweede persoon voor nodig.",
            reviewer=reviewer,
            keys=_few(found.both),
        )
        stop(USAGE, said)
    if not found.messages:
        tell(t("cli.text.nothing", "Er is niets te ondertekenen in {code}.", code=code))
        return
    try:
        write_signatures(locales, signed_by(texts, code, role, reviewer, found.messages, Clock().today()))
    except OSError as error:
        stop(FAULTS, t("cli.text.unwritable", "Schrijven lukt niet: {reason}.", reason=str(error)))
    tell(tn("cli.text.signed", "{n} tekst ondertekend.", "{n} teksten ondertekend.", len(found.messages)))


@app.command("update")
def refresh(
    language: Annotated[str | None, typer.Argument(metavar="[LANGUAGE]", help="Only this one.")] = None,
    locales: Folder = CATALOGS,
) -> None:
    """Bring the catalogs up to date with client.pot: all that have a folder, or begin with a language."""
    texts = _texts(locales)
    codes = [each for each in texts.languages if has_folder(locales, each)]
    for code in codes if language is None else [_known(texts, language)]:
        if code == SOURCE:
            continue
        try:
            update(locales, code)
        except (OSError, ValueError, PoFileError) as error:
            path = str(path_of(locales, code))
            stop(FAULTS, t("cli.text.unreadable", "{path} is niet te lezen: {reason}.", path=path, reason=str(error)))


def _texts(folder: Path) -> ClientTexts:
    """The texts of a folder; stops when what is about all languages cannot be read."""
    texts = ClientTexts(folder, logged=False)
    try:
        read_signatures(folder)
        found = bool(texts.languages and texts.messages)
    except (FaultyLanguagesError, FaultySignaturesError, OSError, ValueError, PoFileError) as error:
        stop(FAULTS, t("cli.text.faulty", "De map {folder} klopt niet: {why}.", folder=str(folder), why=str(error)))
    if not found:
        stop(FAULTS, t("cli.text.no_texts", "In de map {folder} staan geen teksten.", folder=str(folder)))
    return texts


def _known(texts: ClientTexts, code: str) -> str:
    if code not in texts.languages:
        known = ", ".join(texts.languages)
        stop(
            USAGE,
            t(
                "cli.text.unknown",
                "{word} staat niet in languages.toml. Kies uit: {known}. Een nieuwe taal is daar een rij.",
                word=code,
                known=known,
            ),
        )
    return code


def _counts(each: Standing) -> tuple[str, str, str]:
    if each.status is Status.SOURCE:
        return str(each.total), "", ""
    read, checked = each.said - len(each.unread), each.said - len(each.unchecked)
    return f"{each.said}/{each.total}", f"{read}/{each.total}", f"{checked}/{each.total}"


def _one(each: Standing, folder: Path) -> None:
    """Everything there is to do for one language, a line for each text."""
    code = each.language.code
    tell(t("cli.text.about", "{name} ({code}): {status}.", name=each.language.endonym, code=code,
           status=_STATUSES[each.status]))  # fmt: skip
    if each.status is Status.SOURCE:
        return
    if each.unreadable:
        path = str(path_of(folder, code))
        tell(t("cli.text.unreadable", "{path} is niet te lezen: {reason}.", path=path, reason=each.unreadable))
    elif not path_of(folder, code).exists():
        tell(t("cli.text.begin", "Er is nog geen vertaling. Begin met: meetlat text update {code}", code=code))
    if each.borrowed:
        tell(t("cli.text.borrowed", "Geleend van {other}: {number}.", other=each.language.fallback,
               number=each.borrowed))  # fmt: skip
    _list(t("cli.text.missing", "Niet vertaald"), each.missing, sentences=True)
    _list(
        t("cli.text.broken", "Tussen accolades staat iets anders dan in de bron; niet gebruikt"),
        each.broken,
        sentences=True,
    )
    _list(t("cli.text.unread", "Niet gelezen door een moedertaalspreker"), each.unread)
    _list(t("cli.text.unchecked", "Voorwaarden niet vergeleken"), each.unchecked)


def _list(heading: Text, messages: Sequence[Message], *, sentences: bool = False) -> None:
    if messages:
        typer.echo(f"\n{speaker().say(heading)}: {len(messages)}")
        for each in messages:
            typer.echo(f"  {each.key}  {each.source}" if sentences else f"  {each.key}")


def _few(messages: Sequence[Message]) -> str:
    shown = ", ".join(each.key for each in messages[:3])
    return shown if len(messages) <= len(messages[:3]) else f"{shown}, …"
