"""What the beheerder sees of the ladder itself: how long measuring takes, and which questions raise doubts."""

from __future__ import annotations

import pytest
from channels.steps import TREDE_4, begun
from support.running import ANNA, BEA, Meetlat, live, send, tap


@pytest.mark.wens("RB14", "RD31d")
async def test_the_beheerder_sees_how_long_measuring_takes(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna)
    for label in TREDE_4:
        meetlat.clock.move(seconds=10)
        await tap(meetlat.anna, label)
    await begun(meetlat.anna, *TREDE_4)
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    text = (await tap(bea, "Gebruik van de ladder")).text
    assert "de maand vanaf 1 november 2026" in text
    assert "Eerste meting, met de vragen\n\n• 2 metingen" in text
    assert "Binnen vijf minuten: 2 (100 %)" in text
    assert f"{len(TREDE_4)} tikken" in text
    assert "niets geteld" in (await tap(bea, "Volgende ›")).text
    assert [word for word in (code, ANNA.label) if word in text] == []


@pytest.mark.wens("RB12", "RD54")
async def test_a_doubt_reaches_the_beheerder_without_whose_it_is(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, "Ja", "Nee", "Uitleg", "Twijfel aan deze vraag", "Moeilijke woorden")
    assert "onbetaald werk" in live(meetlat.anna).message.text
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    text = (await tap(bea, "Gebruik van de ladder", "Twijfels bij vragen")).text
    assert "Onbetaald werk: Moeilijke woorden, 1 keer (regelversie" in text
    assert [word for word in (code, ANNA.label) if word in text] == []
    async with meetlat.browser(ANNA) as visitor:
        await visitor.tap("usage/0")
        assert (await visitor.tap("doubts")).heading != "Twijfels bij vragen, afgelopen jaar"
