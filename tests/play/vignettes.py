"""The 72 vignettes as transcripts: ``python tests/play/vignettes.py`` plays and writes them anew."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.rehearsal import clock_at, ids_from, rehearsal
from bot.config.flows import configured_flows
from bot.transcripts.play import Player, Script, written

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "tests" / "vignettes.csv"
FOLDER = ROOT / "tests" / "transcripts" / "vignettes"
_ANSWERS = {"ja": "Ja", "nee": "Nee"}
_OFF_THE_LADDER = {"0": ("Nog niet ingedeeld", "Klopt"), "9": ("Niet meer in beeld", "Verhuisd", "Klopt")}


@dataclass(frozen=True)
class Vignette:
    """A situation, the answers it asks for and the trede they must give."""

    id: str
    description: str
    answers: tuple[str, ...]
    trede: str
    growth: str

    def taps(self) -> Iterator[str]:
        """The buttons from the menu to the receipt."""
        yield from ("Nieuwe meting", "Nieuwe cliënt")
        if self.trede in _OFF_THE_LADDER:
            yield from _OFF_THE_LADDER[self.trede]
        else:
            yield from ("Ja", *(_ANSWERS[answer] for answer in self.answers), "Klopt")
            if self.trede != "6":
                yield from ("Ja (+)", f"Trede {int(self.trede) + 1}") if self.growth == "+" else ("Nee",)
            yield from ("Alles klopt", "Over 12 maanden")
        yield "Vastleggen"


def vignettes() -> list[Vignette]:
    """The table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Vignette(
                row["id"],
                row["description_nl"],
                tuple(value for pair in row["answers"].split(";") if (value := pair.partition("=")[2]) != "-"),
                row["expected_trede"],
                row["growth"],
            )
            for row in csv.DictReader(file)
        ]


async def played(player: Player, vignette: Vignette) -> Script:
    """Hold the conversation."""
    await player.start()
    for label in vignette.taps():
        await player.press(label)
    return player.script(f"{vignette.id} — {vignette.description}")


async def write_all() -> None:
    """Write every transcript."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for vignette in vignettes():
        with TemporaryDirectory() as folder:
            async with rehearsal(Path(folder) / "v.db", configured_flows(), clock_at(), ids_from()) as player:
                text = written(await played(player, vignette))
        (FOLDER / f"{vignette.id}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(write_all())
