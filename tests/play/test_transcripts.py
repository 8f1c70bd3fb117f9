"""Every transcript, played against a real SQLite file without any channel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from play.vignettes import ROOT, Vignette, played, vignettes
from support.storage import Databases

from bot.cli.rehearsal import clock_at, ids_from, rehearsal
from bot.config.flows import ConfiguredFlows, configured_flows
from bot.transcripts.play import Script, parse, written

TRANSCRIPTS = ROOT / "tests" / "transcripts"
VIGNETTES = {vignette.id: vignette for vignette in vignettes()}
MOST_TAPS = 15


@cache
def book_for(folder: Path) -> ConfiguredFlows:
    """The flows with the settings beside a transcript, or else with those of the folder above it."""
    settings = folder / "gemeente.toml"
    return configured_flows(settings) if settings.exists() else book_for(folder.parent)


def scripts() -> Iterator[object]:
    """Every transcript with the flows it is played with."""
    for path in sorted(TRANSCRIPTS.rglob("*.txt")):
        yield pytest.param(parse(path.read_text(encoding="utf-8")), book_for(path.parent), id=path.stem)


@pytest.mark.parametrize(("script", "book"), list(scripts()))
async def test_a_transcript_is_what_happens(script: Script, book: ConfiguredFlows, sqlite_databases: Databases) -> None:
    assert script.title
    assert script.turns[-1].said is None, "a transcript ends with what is shown"
    file = Path((await sqlite_databases.ready()).partition(":///")[2])
    async with rehearsal(file, book, clock_at(), ids_from()) as player:
        await player.play(script)


def test_there_is_a_transcript_of_every_vignette() -> None:
    files = {path.stem for path in (TRANSCRIPTS / "vignettes").glob("*.txt")}
    assert files == set(VIGNETTES)
    assert len(files) == 72


@pytest.mark.parametrize("vignette", VIGNETTES.values(), ids=VIGNETTES)
def test_the_transcript_of_a_vignette_gives_its_trede(vignette: Vignette) -> None:
    script = parse(_text(vignette))
    main = [turn.shown[0] for turn in script.turns]
    assert [line.split(" · ")[0] for line in main if line.startswith(("Trede ", "Code "))] == [
        f"{'Code' if vignette.trede in '09' else 'Trede'} {vignette.trede}"
    ]
    growth = "+" if vignette.growth == "+" else ""
    assert f"Vastgelegd als {vignette.trede}{growth} op …" in script.turns[-1].shown
    assert vignette.description in script.title


@pytest.mark.wens("RA07", "RB14", "RD24", "RD31d")
@pytest.mark.parametrize("vignette", VIGNETTES.values(), ids=VIGNETTES)
def test_a_first_measurement_takes_few_taps(vignette: Vignette) -> None:
    assert len(list(vignette.taps())) <= MOST_TAPS


async def test_a_played_vignette_is_the_file(tmp_path: Path) -> None:
    vignette = VIGNETTES["V10"]
    text = _text(vignette)
    async with rehearsal(tmp_path / "play.db", book_for(TRANSCRIPTS), clock_at(), ids_from()) as player:
        script = await played(player, vignette)
    assert written(script) == text
    assert parse(text) == script


def _text(vignette: Vignette) -> str:
    return (TRANSCRIPTS / "vignettes" / f"{vignette.id}.txt").read_text(encoding="utf-8")
