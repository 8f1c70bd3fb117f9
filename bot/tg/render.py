"""A screen as Telegram shows it: one HTML text, rows of buttons, at most one picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import segno

from bot.conversation.screen import Block, Button, Look, Screen, Style
from bot.conversation.screen import Picture as Shown
from bot.texts.translations import Words

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ECHOES = 3
TABLE_ROWS = 8
_STYLES = {
    Style.TITLE: "<b>{}</b>",
    Style.QUESTION: "<b>{}</b>",
    Style.STRONG: "<b>{}</b>",
    Style.TEXT: "{}",
    Style.HINT: "<i>{}</i>",
    Style.ITEM: "• {}",
    Style.GOOD: "<b>{}</b>",
    Style.WARNING: "⚠ {}",
    Style.COPY: "<code>{}</code>",
}
_LOOKS = {Look.PRIMARY: "primary", Look.DANGER: "danger"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What has to be drawn before it can be sent; equal ones are drawn once."""

    svg: str = ""
    link: str = ""

    def qr(self) -> bytes:
        """The link as a picture."""
        from io import BytesIO  # noqa: PLC0415

        drawn = BytesIO()
        segno.make(self.link, error="m").save(drawn, kind="png", scale=8)
        return drawn.getvalue()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What goes to the Bot API."""

    text: str
    keyboard: dict[str, Any] | None
    picture: Picture | None = None


def render(screen: Screen, revision: int | None, words: Words) -> Rendered:
    """Render a screen; every button carries the revision it belongs to, and a doorway none."""
    picture = None
    if screen.picture is not None and screen.picture.svg:
        picture = Picture(svg=screen.picture.svg)
    elif screen.link is not None and screen.link.qr and screen.link.url:
        picture = Picture(link=screen.link.url)
    limit = LONGEST_TEXT if picture is None else LONGEST_CAPTION
    rows = [[_button(button, revision, words) for button in row] for row in screen.rows]
    if screen.link is not None and screen.link.url and screen.link.label is not None:
        rows.insert(0, [{"text": words.say(screen.link.label), "url": screen.link.url}])
    return Rendered(_fit(_lines(screen, words), limit), {"inline_keyboard": rows} if rows else None, picture)


def _button(button: Button, revision: int | None, words: Words) -> dict[str, str]:
    data = f"{'' if revision is None else revision}.{button.route}"
    shown = {"text": words.say(button.label), "callback_data": data}
    style = _LOOKS.get(Look.PRIMARY if button.chosen else button.look)
    return shown | {"style": style} if style else shown


def _lines(screen: Screen, words: Words) -> Iterator[str]:
    if screen.notice is not None:
        yield f"ℹ {escape(words.say(screen.notice))}\n"
    echoes = screen.log[-ECHOES:] if screen.progress is not None else ()
    for exchange in echoes:
        asked = words.say(exchange.short or exchange.question)
        yield f"{escape(asked)}: {escape(words.say(exchange.answer))}"
    if echoes:
        yield ""
    if screen.progress is not None:
        yield f"<i>{escape(words.say(screen.progress))}</i>"
    before: Block | None = None
    for block in screen.blocks:
        if before is not None and (before.style, block.style) != (Style.ITEM, Style.ITEM):
            yield ""
        yield _STYLES[block.style].format(escape(words.say(block.text)))
        before = block
    if screen.entry is not None and screen.entry.example:
        yield f"\n<i>{escape(words.say(screen.entry.label))}: {escape(screen.entry.example)}</i>"
    if screen.picture is not None:
        yield ""
        yield from _table(screen.picture, words)


def _table(picture: Shown, words: Words) -> Iterator[str]:
    """The facts of a picture: a line per row, and above wide rows what their numbers are."""
    if len(picture.header) > 2:
        yield "<i>" + escape(" · ".join(words.say(name) for name in picture.header[1:])) + "</i>"
    for row in picture.rows[:TABLE_ROWS] if picture.svg else picture.rows:
        first, *rest = (escape(words.say(cell)) for cell in row)
        yield f"• {first}: {' · '.join(rest)}"


def _fit(lines: Iterator[str], limit: int) -> str:
    """Whole lines only, so that no tag is cut in two."""
    text = ""
    for line in lines:
        if len(text) + len(line) + 3 > limit:
            return f"{text}…"
        text += f"{line}\n"
    return text.strip("\n")
