"""Finds the texts in flow files and pages for Babel, so that a catalog holds them beside those of the source."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

from jinja2.ext import babel_extract

Found = tuple[int, str, tuple[str, ...], list[str]]

# Which fields of which table are texts, and under which key a translator and the bot meet them.
TEXTS: Mapping[str, Mapping[str, str]] = {
    "flow": {"title": "flow.{id}.title"},
    "step": {
        "ask": "{id}.ask",
        "help": "{id}.help",
        "label": "{id}.label",
        "items": "{id}.item.{n}",
        "yes": "{id}.yes.{n}",
        "no": "{id}.no.{n}",
    },
    "step.choices": {"label": "btn.{parent}.{id}", "means": "{parent}.{id}.means"},
    "rule": {
        "topic": "rule.{id}.topic",
        "text": "rule.{id}",
        "otherwise": "rule.{id}.otherwise",
        "ground": "rule.{id}.ground",
    },
    "warning": {"text": "warning.{id}"},
    "position": {
        "label": "position.{id}.label",
        "short": "position.{id}.short",
        "definition": "position.{id}.definition",
        "examples": "position.{id}.example.{n}",
    },
}


def flow_texts(
    fileobj: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """Yield every text of a flow file as if it stood in a call of ``t`` or ``tn``; a method of Babel."""
    for found in _walk(tomllib.load(fileobj), "", ""):
        yield 1, "t" if len(found) == 2 else "tn", found, []


def client_texts(
    fileobj: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """Yield every text of the questions of the client, with what translators are told; a method of Babel."""
    data = tomllib.load(fileobj)
    for key, text, comment in client_messages(data):
        yield 1, "tc", (key, text), [f"TRANSLATORS: {comment}"] if comment else []


def page_texts(
    fileobj: BinaryIO, keywords: list[str], comment_tags: list[str], options: dict[str, Any]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield every text of a template for a client, with the tag that Jinja takes off its comments."""
    for line, function, texts, comments in babel_extract(fileobj, keywords, comment_tags, options):
        yield line, function, texts, [f"TRANSLATORS: {comment}" for comment in comments]


def client_messages(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Key, sentence and comment of every text; the buttons of a screen are numbered in their order."""
    shared = data.get("questions", {})
    for field in ("unknown", "private"):
        if field in shared:
            yield f"btn.{field}", shared[field], shared.get("keep", "")
    for screen in data.get("screen", []):
        keep = screen.get("keep", "")
        for field in ("ask", "help", "ex"):
            if field in screen:
                yield f"{screen['id']}.{field}", screen[field], keep
        for number, button in enumerate(screen.get("buttons", []), start=1):
            yield f"btn.{screen['id']}.{number}", button["label"], keep


def _walk(table: Mapping[str, Any], path: str, parent: str) -> Iterator[tuple[str, ...]]:
    identity = str(table.get("id", parent))
    for field, pattern in TEXTS.get(path, {}).items():
        texts = table.get(field, [])
        for number, text in enumerate([texts] if isinstance(texts, str) else texts, start=1):
            counted = (table["one"],) if path == "rule" and field == "text" and "one" in table else ()
            yield pattern.format(id=identity, parent=parent, n=number), *counted, text
    for name, value in table.items():
        below = f"{path}.{name}".lstrip(".")
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                yield from _walk(entry, below, identity)
