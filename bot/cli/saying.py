"""What the command line says, in the person's language, and how it ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import MINYEAR, date
from io import TextIOWrapper
from typing import NoReturn

import typer

from bot.conversation.screen import Text, t
from bot.texts.translations import LOCALES, Words, words
from flows.names import LONGEST_NAME, read_name
from flows.values import read_date

FAULTS, USAGE, CANNOT_START = 1, 2, 3
# How an option shows that it takes a day.
DAY = "YYYY-MM-DD"
_LANGUAGE = ("MEETLAT_LANGUAGE", "LC_ALL", "LANG")


def say_whatever_fits() -> None:
    """Put a question mark for what the terminal cannot show, rather than to end on it."""
    for stream in (sys.stdout, sys.stderr):
        # A stream whose file was replaced below it cannot be changed any more.
        with suppress(OSError):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")


def in_utf8() -> None:
    """Write what is for another program in UTF-8, whatever the terminal shows."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def locale() -> str:
    """The language asked for; Dutch when Meetlat does not have it."""
    chosen = next((value for name in _LANGUAGE if (value := os.environ.get(name))), "nl")
    return chosen[:2].lower()


def speak(language: str) -> None:
    """Say everything from now on in a language; stops when Meetlat does not have it."""
    if language not in LOCALES:
        known = ", ".join(LOCALES)
        stop(
            USAGE, t("cli.language", "{word} is geen taal van Meetlat. Kies uit: {known}.", word=language, known=known)
        )
    os.environ[_LANGUAGE[0]] = language


def speaker() -> Words:
    """The words of the person at the keyboard."""
    return words(locale())


def tell(*texts: Text) -> None:
    """Say something on standard output, a line each."""
    for text in texts:
        typer.echo(speaker().say(text))


def read_name_or_stop(given: str) -> str:
    """A name as it is kept; stops when it cannot be one."""
    name = read_name(given)
    if name is None:
        stop(
            USAGE,
            t(
                "cli.name",
                "Een naam staat op één regel, heeft minstens één letter of cijfer en hoogstens {limit} tekens.",
                limit=LONGEST_NAME,
            ),
        )
    return name


def a_day(text: str) -> date:
    """A day as it may be typed anywhere; stops when it is none."""
    found = read_date(text)
    if found is None or found.year == MINYEAR:
        stop(USAGE, t("report.no_day", "{text} is geen datum. Schrijf een dag als 2026-06-30.", text=text))
    return found


def warn(*texts: Text) -> None:
    """Say what is wrong on standard error, a line each."""
    for text in texts:
        typer.echo(speaker().say(text), err=True)


def stop(code: int, *texts: Text) -> NoReturn:
    """Say what is wrong and end."""
    warn(*texts)
    raise typer.Exit(code)
