"""Random caseloads as lines of JSON, and those lines put into a database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from bot.demo.generate import generate
from bot.demo.load import load
from bot.runtime.clock import Ids
from storage.load import Municipality
from storage.unit import Storage
from support.json_lines import Line

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TEAMS = ("test-werk", "test-inburgering", "test-wijk")
INSTRUMENTS = ("Taaltraject", "Ander instrument")
DOELGROEPEN = ("jongeren_tot_27", "statushouders", "55_plus", "overig")


def caseload(seed: int, clients: int = 40) -> list[str]:
    """The lines of a made-up municipality, with more placements: some early or late, some that nobody ended.

    Each meetmoment says the doelgroep of its client in ``lokaal``: mostly the same one, now and then another or none.
    """
    dice, lines = Random(seed), list(generate(seed=seed, clients=clients, years=4, today=TODAY))
    for line in [each for each in lines if each["soort"] == "client" and dice.random() < 0.6]:
        lines += [_placement(dice, str(line["code"])) for _ in range(dice.randint(1, 3))]
    dice.shuffle(lines)
    for line in lines:
        if line["soort"] == "meetmoment":
            usual = DOELGROEPEN[Random(str(line["client"])).randrange(4)]
            said = usual if dice.random() < 0.8 else dice.choice([None, *DOELGROEPEN])
            line["lokaal"] = {} if said is None else {"doelgroep": said}
    return [json.dumps(line) for line in lines]


def _placement(dice: Random, client: str) -> dict[str, object]:
    van = TODAY - timedelta(days=dice.randint(0, 1_500))
    tot = None if dice.random() < 0.5 else min(TODAY, van + timedelta(days=dice.randint(0, 500)))
    return {
        "soort": "plaatsing",
        "client": client,
        "instrument": dice.choice(INSTRUMENTS),
        "partner": dice.choice([None, "Taalhuis (TEST)", "Nieuw"]),
        "van": van.isoformat(),
        "tot": None if tot is None else tot.isoformat(),
        "financiering": dice.choice([None, "Wlz"]),
        "bedrag": dice.choice([None, 1_250]),
        "srg_type": None,
        "door": "test-w1",
        "geregistreerd": NOW.isoformat(),
    }


async def put(storage: Storage, texts: Iterable[str]) -> None:
    """Load the lines; a demo file has no place for local fields, so those are added to what it holds."""
    lines: list[Line] = [json.loads(text) for text in texts]
    local = {_which(line): line.pop("lokaal") for line in lines if line["soort"] == "meetmoment"}

    def enrich(whole: Municipality) -> Municipality:
        metingen = [
            replace(each.meting, lokaal={f"lokaal_{name}": value for name, value in said.items()})
            for each in whole.meetmomenten
            for said in [local[each.client, each.meting.datum.isoformat(), each.versie]]
        ]
        found = [replace(each, meting=meting) for each, meting in zip(whole.meetmomenten, metingen, strict=True)]
        return replace(whole, meetmomenten=found)

    await load(storage, map(json.dumps, lines), now=NOW, today=TODAY, ids=Ids(), enrich=enrich)


def _which(line: Line) -> tuple[str, str, int]:
    return line["client"], line["datum"], line["versie"]
