"""``meetlat admin outbox``: what could not be sent, and trying it again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from support.builders import NOW, functionaris
from support.storage import found, opened
from typer.testing import CliRunner, Result

from bot.__main__ import app
from storage.outbox.berichten import BerichtStatus

URL = "sqlite:///test.db"


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEETLAT_LANGUAGE", "nl")
    monkeypatch.setenv("MEETLAT_DATABASE_URL", URL)


def call(*words: str) -> Result:
    return CliRunner().invoke(app, ["admin", "outbox", *words])


async def lost(count: int) -> None:
    """An outbox in which everything is dead."""
    async with opened(URL) as storage:
        await found(storage, functionaris("anna"))
        async with storage.unit() as unit:
            for number in range(count):
                await unit.berichten.post(f"k{number}", "anna", "missed", {}, vanaf=NOW, at=NOW)
                (bericht,) = await unit.berichten.claim("a", NOW, 1)
                await unit.berichten.settle(bericht.id, "a", BerichtStatus.DOOD, NOW, "BadRequest")


def test_without_dead_letters_there_is_nothing_to_do() -> None:
    asyncio.run(lost(0))
    result = call()
    assert (result.exit_code, result.output) == (0, "Er zijn geen berichten blijven liggen.\n")


def test_dead_letters_are_listed_and_tried_again_one_by_one_or_all() -> None:
    asyncio.run(lost(3))
    listed = call().output.splitlines()
    assert listed[-1].split() == ["1", "2026-11-20", "10:30", "Klantmanager", "ANNA", "missed", "0", "BadRequest"]
    assert (call("--retry", "99").exit_code, len(call().output.splitlines())) == (1, len(listed))
    assert "Opnieuw te verzenden: 1." in call("--retry", "2").output
    assert call("--retry", "2").exit_code == 1
    assert "Opnieuw te verzenden: 2." in call("--retry-all").output
    assert "geen berichten" in call().output
