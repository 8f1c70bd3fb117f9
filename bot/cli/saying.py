"""What the command line says, in the person's language, and how it ends."""

from __future__ import annotations

import os
from typing import NoReturn

import typer

from bot.conversation.screen import Text
from bot.texts.translations import Words, words

FAULTS, USAGE, CANNOT_START = 1, 2, 3
_LANGUAGE = ("MEETLAT_LANGUAGE", "LC_ALL", "LANG")


def locale() -> str:
    """The language asked for; Dutch when Meetlat does not have it."""
    chosen = next((value for name in _LANGUAGE if (value := os.environ.get(name))), "nl")
    return chosen[:2].lower()


def speaker() -> Words:
    """The words of the person at the keyboard."""
    return words(locale())


def tell(*texts: Text) -> None:
    """Say something on standard output, a line each."""
    for text in texts:
        typer.echo(speaker().say(text))


def warn(*texts: Text) -> None:
    """Say what is wrong on standard error, a line each."""
    for text in texts:
        typer.echo(speaker().say(text), err=True)


def stop(code: int, *texts: Text) -> NoReturn:
    """Say what is wrong and end."""
    warn(*texts)
    raise typer.Exit(code)
