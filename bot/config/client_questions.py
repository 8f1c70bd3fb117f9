"""The questions for a client, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import flows.client
from bot.config.files import read_text
from flows.client.model import Questions
from flows.client.reader import read_questions

QUESTIONS = Path(flows.client.__file__).with_name("questions.toml")


@cache
def client_questions() -> Questions:
    """What comes with the program; raises ``FaultyFileError`` for a file that was changed."""
    return read_questions(QUESTIONS.name, read_text(QUESTIONS))
