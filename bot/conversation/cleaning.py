"""What people type, made plain: one place for every channel, so that a code or a command is read alike everywhere."""

from __future__ import annotations

import re
import unicodedata

from bot.conversation.event import Commanded, Typed

_LONGEST_COMMAND = 32
_LONGEST_ARGUMENT = 64
_COMMAND = re.compile(r"/(\S*)(?:\s+(.*))?", re.DOTALL)
_SPACE = re.compile(r"\s+")
# Format characters: zero-width spaces, soft hyphens, marks of direction.
_UNSEEN = "Cf"
# What closes a sentence says nothing about the answer in it.
_CLOSING = ".,;!"


def entered(line: str) -> Typed | Commanded:
    """A line as it was typed: a command when it begins with a slash, in capitals and with a bot's name after it too."""
    command = _COMMAND.fullmatch(_plain(line))
    if command is None:
        return Typed(line)
    name = command[1].partition("@")[0].casefold()
    return Commanded(name[:_LONGEST_COMMAND], (command[2] or "")[:_LONGEST_ARGUMENT])


def cleaned(text: str) -> str:
    """Text without what nobody sees or means: full-width forms, invisible characters, a full stop at the end."""
    plain = _plain(text)
    return plain.rstrip(_CLOSING).rstrip() or plain


def _plain(text: str) -> str:
    shown = "".join(each for each in text if unicodedata.category(each) != _UNSEEN)
    wide = unicodedata.normalize("NFKC", shown)
    return _SPACE.sub(" ", "".join(" " if unicodedata.category(each) == "Cc" else each for each in wide)).strip()
