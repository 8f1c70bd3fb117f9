"""What the demo adds to a municipality: the same every time, and nothing that contradicts its meetmomenten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.config.flows import configured_flows
from bot.demo.enrichment import ANSWERS, BELEID, Enrichment
from bot.demo.generate import generate, written
from bot.demo.load import SETTINGS, load
from bot.runtime.clock import Ids
from flows.engine import outcome
from flows.meetmoment import LOCAL, Bevestiging
from flows.reports.partner import effect
from flows.reports.targets import realise
from storage import load as storage_load
from storage.reports import Eenheid, Soort
from storage.unit import Storage

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
GUIDED = NOW - timedelta(days=550)
FLOWS = configured_flows(SETTINGS)
LINES = list(written(generate(seed=5, clients=90, years=4, today=TODAY)))


def enrichment() -> Enrichment:
    return Enrichment(5, FLOWS.newest("stroomschema"), GUIDED)


async def enriched(storage: Storage) -> storage_load.Municipality:
    """What went in."""
    kept: list[storage_load.Municipality] = []

    def keep(whole: storage_load.Municipality) -> storage_load.Municipality:
        kept.extend((enrichment()(whole), enrichment()(whole)))
        return kept[0]

    await load(storage, LINES, now=NOW, today=TODAY, ids=Ids(), enrich=keep)
    assert kept[0] == kept[1]
    return kept[0]


@pytest.mark.parametrize("positie", ANSWERS)
def test_the_stored_answers_lead_to_the_position(positie: int) -> None:
    flow = FLOWS.newest("stroomschema")
    reached = outcome(flow, {**flow.given, **ANSWERS[positie]})
    assert reached is not None
    assert reached.id == str(positie)


async def test_what_is_added_fits_what_was_measured(storage: Storage) -> None:
    whole = await enriched(storage)
    steps = FLOWS.newest("stroomschema").by_id
    names = [f"{LOCAL}{veld.id}" for veld in FLOWS.gemeente.velden]
    choices = {name: {choice.id for choice in steps[name].choices} for name in names}
    for each in whole.meetmomenten:
        meting, guided = each.meting, each.geregistreerd >= GUIDED
        assert (meting.methode, bool(meting.antwoorden)) == (("stroomschema", True) if guided else ("import", False))
        assert ("aanvullende_uitkering" in meting.kenmerken) == (meting.stand.positie == 5)
        if meting.stand.on_ladder:
            assert meting.lokaal.keys() == choices.keys()
            assert all(value in choices[name] for name, value in meting.lokaal.items())
    assert {each.bevestiging for each in whole.meetmomenten} == {None, *Bevestiging}
    assert BELEID in [who for who, _ in whole.functionarissen]


async def test_every_report_has_something_to_show(storage: Storage) -> None:
    await enriched(storage)
    everybody, van = Eenheid(Soort.ALLES), date(2025, 11, 20)
    async with storage.look() as unit:
        partners = effect(*await unit.reports.placements(everybody, van, TODAY, "partner")).per
        instrumenten = effect(*await unit.reports.placements(everybody, van, TODAY, "instrument")).per
        assert (set(partners), set(instrumenten)) == (
            set(FLOWS.gemeente.partners),
            {each.naam for each in FLOWS.gemeente.instrumenten},
        )
        for doel in FLOWS.gemeente.doelen:
            assert realise(doel, await unit.reports.goal(everybody, doel, van, TODAY)).totaal
