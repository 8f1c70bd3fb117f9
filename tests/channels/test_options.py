"""The beheerder changes the rules of the municipality in the chat, and everybody follows at once."""

from __future__ import annotations

import pytest
from channels.steps import NEW, opened
from support.running import BEA, Meetlat, after, live, send, tap

from bot.config.flows import configured_flows
from bot.conversation.context import AppContext
from bot.routes import ROUTES
from bot.runtime.clock import Clock, Ids
from bot.settings.words import GROUPS, LABELS, WHATS
from flows.controle import VierOgen
from flows.gemeente import Options


@pytest.mark.wens("RD07", "RD65", "RB21")
async def test_a_setting_is_changed_with_a_button_and_holds_for_everybody(either_meetlat: Meetlat) -> None:
    meetlat, bea = either_meetlat, either_meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, "Regels van de gemeente", "Wat er gevraagd wordt", "Volledig vragen", "Nee")
    assert "Gewijzigd" in live(bea).message.text
    assert "Nu: Nee" in live(bea).message.text
    assert "door Beheerder 1" in live(bea).message.text
    await send(meetlat.anna, "/start")
    message = await tap(meetlat.anna, *NEW, "Ja", "Nee", "Ja", "Klopt", "Nee")
    assert "Klopt dit zo?" in message.text
    await meetlat.restart()
    await tap(meetlat.anna, "Vastleggen")
    await tap(bea, "Terug naar standaard")
    assert "Nu: Ja" in live(bea).message.text


async def test_a_number_is_typed_and_nonsense_changes_nothing(meetlat: Meetlat) -> None:
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, "Regels van de gemeente", "Termijnen", "Terugdateren in dagen")
    for typed in ("400", "-1", "veel", "€ 30"):
        await send(bea, typed)
        assert "Die waarde kan niet" in live(bea).message.text
    await send(bea, "14")
    assert "Nu: 14" in live(bea).message.text
    await tap(bea, "Terug", "Terug", "Controle en steekproef", "Steekproef (één op …)")
    await send(bea, "0")
    assert "Nu: 0 (nooit)" in live(bea).message.text


async def test_nobody_else_may_change_them(meetlat: Meetlat) -> None:
    code = await meetlat.client()
    await opened(meetlat.anna, code)
    chat = live(meetlat.anna)
    await after(meetlat.anna, meetlat.anna.tap_data(chat.message.id, f"{chat.revision}.choose/volledig/nee"))
    assert "Dat kan niet met uw rol" in live(meetlat.anna).message.text
    async with meetlat.storage.look() as unit:
        assert await unit.instellingen.chosen() == {}


async def test_another_process_follows(meetlat: Meetlat) -> None:
    other = AppContext(ROUTES, configured_flows(), Clock(meetlat.clock), Ids(), b"k")
    async with meetlat.storage.unit() as unit:
        await unit.instellingen.choose("vier_ogen", "alles", None, meetlat.clock())
        await unit.instellingen.choose("no_such_thing", "1", None, meetlat.clock())
        flows = await other.flows_now(unit)
    assert flows.gemeente.options.vier_ogen is VierOgen.ALLES


def test_every_setting_has_its_place_and_words() -> None:
    names = set(Options.__dataclass_fields__)
    assert sorted(name for group in GROUPS.values() for name in group) == sorted(names)
    assert set(LABELS) == set(WHATS) == names
