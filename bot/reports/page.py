"""The page of the quarter as HTML: in the web chat, or as a file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from bot.conversation.screen import Text, t
from bot.pictures import LIGHT
from bot.reports.paper import Paper
from bot.texts.templates import templates_in
from bot.texts.translations import Words

# Where the web chat has it.
ADDRESS = "/kwartaal"
_TEMPLATES = Path(__file__).parent / "templates"
_SHORT = t("quarter.short", "In het kort")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands above the page on a screen, and not on paper: where to go, and how to print it."""

    label: Text
    links: Sequence[tuple[Text, str]]
    printing: Text


def html(page: Paper, said: Words, style: str, around: Around | None = None) -> str:
    """The page; ``style`` is the element that gives it its looks."""
    drawing = "" if page.answer.drawing is None else page.answer.drawing(LIGHT)
    return (
        templates_in(_TEMPLATES)
        .get_template("quarter.html")
        .render(
            page=page,
            say=said.say,
            lang=said.locale.partition("@")[0],
            short=_SHORT,
            style=Markup(style),  # noqa: S704 -- an element that we write ourselves
            drawing=Markup(drawing),  # noqa: S704 -- drawn by our own templates
            around=around,
        )
    )
