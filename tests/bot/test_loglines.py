"""What a person at a terminal reads of what happens, and what another program reads."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

import pytest
import structlog

from bot.runtime.logs import set_up_logs
from bot.texts.translations import words


class Terminal(io.StringIO):
    """Somewhere to write that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_a_person_reads_sentences_and_each_once_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", seen := Terminal())
    set_up_logs("info", words("nl"))
    log = structlog.get_logger()
    log.info("started", address="http://127.0.0.1:8080/")
    for error in ("NetworkError", "TimedOut"):
        log.warning("telegram_unreachable", error=error)
    log.error("update_put_aside", number="A1B2C3", text="never allowed")
    log.warning("something_else", attempt=2)
    lines = [re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in seen.getvalue().splitlines()]
    assert lines == [
        "Telegram is niet bereikbaar. De webchat werkt; Meetlat blijft het proberen.",
        "Een bericht is niet verwerkt. Het nummer voor de helpdesk is A1B2C3.",
        "something_else attempt=2",
    ]


def test_another_program_reads_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", seen := io.StringIO())
    set_up_logs("info", words("nl"))
    structlog.get_logger().warning("telegram_unreachable", error="NetworkError", text="never allowed")
    (line,) = map(json.loads, seen.getvalue().splitlines())
    assert {name: value for name, value in line.items() if name != "timestamp"} == {
        "event": "telegram_unreachable",
        "level": "warning",
        "error": "NetworkError",
    }
