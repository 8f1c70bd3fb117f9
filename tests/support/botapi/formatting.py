"""Telegram's HTML: what stays visible of it, and how it complains."""

from __future__ import annotations

import re

from support.botapi.refusal import Refusal, bad_request

TAGS = {
    *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del"),
    *("a", "code", "pre", "blockquote", "tg-spoiler"),
}
_ATTRIBUTE = r"""\s+[a-zA-Z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))?"""
_OPENING = re.compile(r"<(?P<end>/?)(?P<name>[^\s>]*)(?=[\s>])")
_REST = re.compile(rf"(?:{_ATTRIBUTE})*\s*>")
_ENTITY = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<number>\d+)|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def visible(text: str, parse_mode: str) -> str:
    """Return what a person reads of a text, or refuse it as Telegram does."""
    if not parse_mode:
        return text.strip()
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    shown: list[str] = []
    opened: list[str] = []
    position = 0
    while (start := text.find("<", position)) >= 0:
        shown.append(_ENTITY.sub(_character, text[position:start]))
        position = _tag(text, start, opened)
    if opened:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1]}"')
    shown.append(_ENTITY.sub(_character, text[position:]))
    return "".join(shown).strip()


def _tag(text: str, start: int, opened: list[str]) -> int:
    tag = _OPENING.match(text, start)
    if tag is None:
        raise _misplaced("Unclosed start tag", text, start)
    name = tag["name"].lower()
    if not tag["end"]:
        if name not in TAGS:
            raise _misplaced(f'Unsupported start tag "{name}"', text, start)
        opened.append(name)
    elif not opened:
        raise _misplaced("Unexpected end tag", text, start)
    elif name not in ("", opened[-1]):
        wish = f', expected "</{opened[-1]}>", found "</{name}>"'
        raise _misplaced("Unmatched end tag", text, start, wish)
    else:
        opened.pop()
    rest = _REST.match(text, tag.end())
    if rest is None:
        raise _misplaced(f'Unclosed start tag "{name}"', text, start)
    return rest.end()


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED[match["name"]]
    code = int(match["hex"], 16) if match["hex"] else int(match["number"])
    return chr(code) if 0 < code < 0x10FFFF else match[0]


def _misplaced(what: str, text: str, start: int, wish: str = "") -> Refusal:
    return _unparsable(f"{what} at byte offset {len(text[:start].encode())}{wish}")


def _unparsable(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")
