"""What is said of a message that could not be sent."""

from __future__ import annotations

from bot.messages.templates import SJABLONEN
from bot.messages.words import KINDS


def test_every_message_is_called_something_when_it_could_not_be_sent() -> None:
    assert set(KINDS) == set(SJABLONEN)
