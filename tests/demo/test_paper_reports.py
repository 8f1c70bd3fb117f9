"""Random caseloads, loaded from their lines: targets and witte vlekken are what those lines say by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from support.json_lines import Lines
from support.paper_caseload import DOELGROEPEN, INSTRUMENTS, TEAMS, TODAY, caseload, put
from support.paper_reports import Table, blank_spots, target
from support.storage import Databases, opened

from bot.config.flows import configured_flows
from bot.conversation.screen import verbatim
from bot.demo.load import SETTINGS
from bot.reports.answer import Question
from bot.reports.asking import ask
from bot.texts.translations import words
from flows.doelen import Doel
from flows.ladder import Groei
from storage.reports import read_unit
from storage.unit import Unit

TESTDAM = configured_flows(SETTINGS)
FLOWS = replace(TESTDAM, gemeente=replace(TESTDAM.gemeente, velden=TESTDAM.gemeente.velden[:1]))
SAID = words("nl")
UNITS = (
    "alles",
    "afdeling:Werk en Inkomen (TEST)",
    *(f"team:{team}" for team in TEAMS),
    "functionaris:test-w1",
    "functionaris:test-i1",
)
CASELOADS = settings().max_examples // 15


@dataclass
class Seen:
    """What came by, so that the comparison is known to have been about something."""

    verdicts: Counter[str] = field(default_factory=Counter)
    fared: Counter[str] = field(default_factory=Counter)
    spots: Counter[str] = field(default_factory=Counter)


def some_day(dice: Random, paper: Lines) -> date:
    """A day on which somebody was measured, or one beside it."""
    measured = date.fromisoformat(dice.choice(paper.of("meetmoment"))["datum"])
    return min(TODAY, measured + timedelta(days=dice.choice([-1, 0, 0, 1])))


def some_target(dice: Random, paper: Lines) -> Table:
    """A target such as a municipality may set."""
    doel: Table = {"groei": dice.choice(["PLUS", "NUL", "ALLE"])}
    if dice.random() < 0.5:
        doel["trede"] = dice.randint(1, 5)
    if dice.random() < 0.4:
        doel["aantal"] = dice.randint(1, 8)
    else:
        doel["procent"] = dice.choice([1, 10, 20, 33, 50, 100])
    if dice.random() < 0.6:
        doel["van"] = some_day(dice, paper) if dice.random() < 0.9 else TODAY + timedelta(days=9)
        doel["tot"] = doel["van"] + timedelta(days=dice.randint(1, 700))
    if dice.random() < 0.3:
        doel |= {"veld": "doelgroep", "waarde": dice.choice(DOELGROEPEN)}
    if dice.random() < 0.2:
        doel["inkomen"] = dice.choice("abcd")
    if dice.random() < 0.3:
        doel["instrument"] = dice.choice([*INSTRUMENTS, "Activering"])
    return doel


def set_as(doel: Table) -> Doel:
    rest = {name: value for name, value in doel.items() if name not in ("trede", "groei")}
    return Doel(doel.get("trede"), None if doel["groei"] == "ALLE" else Groei(doel["groei"]), **rest)


async def compare(unit: Unit, paper: Lines, name: str, dice: Random, seen: Seen) -> None:
    """Ask both reports about a unit on some day, as known on some day, and work them out."""
    day = dice.choice([TODAY, some_day(dice, paper), some_day(dice, paper)])
    known = datetime.combine(day + timedelta(days=dice.randint(0, 60)), datetime.min.time(), UTC)
    known_on = dice.choice([None, known])
    doelen = [some_target(dice, paper) for _ in range(12)]
    asked = replace(FLOWS, gemeente=replace(FLOWS.gemeente, doelen=tuple(map(set_as, doelen))))
    eenheid = read_unit(name)
    assert eenheid is not None
    question = Question(eenheid, verbatim(name), day, day, known_on)
    answer = await ask(unit, "doelen", question, asked, SAID, TODAY, "groei")
    for doel, told in zip(doelen, answer.shape["doelen"], strict=True):
        wanted = target(paper, name, doel, day, TODAY, known_on)
        assert {each: told[each] for each in wanted} == wanted
        seen.verdicts[wanted["oordeel"]] += 1
        seen.fared.update(
            {each: wanted[each] or 0 for each in ("gestegen", "niet_gestegen", "van_de_ladder", "totaal")}
        )
    answer = await ask(unit, "vlekken", question, asked, SAID, TODAY, "groei")
    wanted = blank_spots(paper, name, day, known_on)
    groups: dict[str, Any] = answer.shape["groepen"]
    for which, group in groups.items():
        told = {**group, "instrumenten": {each: n for each, n in group["instrumenten"].items() if n}}
        assert told == wanted.get(which, {"op_ladder": 0, "met_groei": 0, "witte_vlek": 0, "instrumenten": {}})
    assert set(wanted) - {"doelgroep=None"} <= set(groups)
    for group in wanted.values():
        seen.spots.update({"witte_vlek": group["witte_vlek"], "instrumenten": len(group["instrumenten"])})


@pytest.mark.wens("RA20", "RB04", "RB10", "RE04")
async def test_targets_and_blank_spots_are_what_the_lines_say(databases: Databases) -> None:
    seen = Seen()
    for seed in range(100, 100 + CASELOADS):
        dice, texts = Random(seed), caseload(seed)
        paper = Lines(texts)
        async with opened(await databases.ready()) as storage:
            await put(storage, texts)
            async with storage.look() as unit:
                for name in UNITS:
                    await compare(unit, paper, name, dice, seen)
    assert set(seen.verdicts) == {"GEHAALD", "NIET_GEHAALD", "OPEN", ""}
    assert min(*seen.fared.values(), *seen.spots.values()) > 0
