"""Buttons that no screen ever showed: whatever they carry, nothing changes and nobody else is seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from channels.steps import Q1, TREDE_4, begun, label_with
from support.botapi import Person
from support.running import ANNA, BEA, BRAM, Meetlat, live, meetlat_on, revision, send, tap
from support.storage import Databases

from bot.people.links import token_for

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORGED = (
    *("", "nope", "answer", "answer/Q1", "answer/Q1/ja/nee", "answer/Q9/ja", "answer/Q1/misschien", "answer/Q5/ja"),
    *("answer/Q1/ja' OR 1=1", "../../etc/passwd", "home\x00", "home\n", "HOME", "home/", "/home", "héé", "٣"),
    *("answer/uitslag/6", "toggle/inkomen", "toggle/Q1", "confirm/nope", "record", "correct_same_day", "trede/99"),
    *("client/{code}", "start/{code}", "restart/{code}", "moments/{code}/0", "resume/{dialogue}"),
    *("plan/{code}", "postpone/{code}/2027-01-04", "snooze/{code}", "event/{code}", "proposal/{code}/verhuisd"),
    *("replan/{code}/2027-01-04", "replan/{code}/2028-01-04/anders", "replan/{code}/x", "doze/{code}/2026-11-27"),
    *("wake/{code}", "changed/{code}/verhuisd", "late/0", "prefer/2500", "prefer/x", "hush/1200", "hush/1200/2500"),
    *("moment/{moment}", "receipt/{moment}", "reason/correct/{moment}", "reason/withdraw/{moment}"),
    *("correct/{moment}/anders", "withdraw/{moment}/anders", "ask_withdraw/{moment}/anders"),
    *("invited/{invite}", "connected/{invite}", "invited/aaaa", "connected/aaaa"),
    *("invite", "invite_as/beheerder", "invite_team/klantmanager"),
    *("send_invite/beheerder", "send_invite/klantmanager/t2", "send_invite/nobody", "speak/xx", "create/9999"),
    *("clients/99999999999999999999", "clients/-1", "clients/x", "moments/{code}/99999999999999999999"),
    *(
        "fill_row/{code}/77/PLUS",
        "fill_row/{code}/3/PLUS",
        "begin_row/{code}",
        "drop_row/{code}",
        "entering_row/{code}",
    ),
    *("move_now/{code}/0000/2026-01-01", "move/{code}", "household/{code}", "unlink/{code}", "change_pilot/t1/ja"),
    *("x" * 64, "é" * 32, "answer/" + "x" * 40 + "/ja", "answer/" + "x" * 41 + "/ja"),
)
OTHER_DATA = (
    "",
    ".",
    "home",
    "-1.home",
    "1e3.home",
    " 1.home",
    "9" * 60 + ".home",
    "9" * 80,
    "٣.home",
    "\x00",
    "1..home",
)


@dataclass
class Scene:
    """Anna halfway a dialogue, in a process where Bram has a client, a meetmoment and an open dialogue."""

    meetlat: Meetlat
    own: str
    code: str
    dialogue: str
    moment: str
    invite: str

    def filled(self, route: str) -> str:
        """A route with somebody else's ids in it."""
        given = {"code": self.code, "dialogue": self.dialogue, "moment": self.moment, "invite": self.invite}
        return route.format(**given) if "{" in route else route

    @property
    def secrets(self) -> list[str]:
        """What Anna must never see."""
        token = token_for(b"only for tests: thirty-two bytes of secret", "invite", self.invite)
        return [self.code, token, "Team t2", "Versie 1", "Er ging iets mis"]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgresql"])
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    databases: Databases = request.getfixturevalue(
        {"sqlite": "sqlite_databases", "postgresql": "postgres_databases"}[request.param]
    )
    async with meetlat_on(await databases.ready()) as meetlat:
        yield await staged(meetlat)


async def staged(meetlat: Meetlat) -> Scene:
    """Prepare the scene."""
    code = await begun(meetlat.bram, *TREDE_4)
    await tap(meetlat.bram, "Cliëntkaart", "Meten", "Ja")
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, "Iemand uitnodigen", "Beheerder")
    own = await begun(meetlat.anna, "Ja")
    async with meetlat.storage.look() as unit:
        (dialogue,) = await unit.dialogues.open_of(BRAM.id)
        chat = await unit.chats.present("tg", "104", meetlat.clock(), meetlat.today())
    (moment,) = await meetlat.history(code)
    assert chat is not None and chat.chat is not None
    return Scene(meetlat, own, code, dialogue.id, moment.id, chat.chat.route.removeprefix("invited/"))


async def halfway(meetlat: Meetlat) -> Person:
    """Anna, with her question in front of her; most forged buttons leave it there."""
    anna = meetlat.anna
    if Q1 not in live(anna).message.text:
        await send(anna, "/start")
        await tap(anna, label_with(live(anna).message.labels, "Verder met"))
    return anna


@pytest.mark.parametrize("route", FORGED)
async def test_a_forged_route_on_telegram(route: str, scene: Scene) -> None:
    anna = await halfway(scene.meetlat)
    before = await scene.meetlat.records()
    await anna.tap_data(live(anna).message.id, f"{revision(anna)}.{scene.filled(route)}")
    await anna.settled()
    seen = "\n".join([message.html + " ".join(message.labels) for message in anna.chat] + anna.toasts)
    assert [secret for secret in scene.secrets if secret in seen] == []
    assert await scene.meetlat.records() == before


@pytest.mark.parametrize("data", OTHER_DATA)
async def test_other_data_reads_as_an_old_button(data: str, scene: Scene) -> None:
    anna = await halfway(scene.meetlat)
    before, shown = await scene.meetlat.records(), live(anna)
    told = len(anna.toasts)
    await anna.tap_data(shown.message.id, data)
    await anna.settled()
    assert len(anna.toasts) <= told + 1
    assert Q1 in live(anna).message.text
    assert await scene.meetlat.records() == before


async def test_forged_routes_on_the_web(scene: Scene) -> None:
    async with scene.meetlat.browser(ANNA) as visitor:
        await visitor.press(f"Verder met {scene.own}")
        before = await scene.meetlat.records()
        wrong: list[tuple[str, int | str, str]] = []
        for number, route in enumerate(FORGED):
            if number % 8 == 0:
                await visitor.sign_in()
                before = await scene.meetlat.records()
            await visitor.open()
            page = await visitor.tap(scene.filled(route))
            if page.status not in (200, 400) or any(secret in page.text for secret in scene.secrets):
                wrong.append((route, page.status, page.heading))
            if await scene.meetlat.records() != before:
                wrong.append((route, "changed", page.heading))
                before = await scene.meetlat.records()
        assert wrong == []


async def test_a_form_from_elsewhere_is_not_believed(scene: Scene) -> None:
    async with scene.meetlat.browser(ANNA) as visitor:
        page = await visitor.open()
        before = await scene.meetlat.records()
        for changed in ({"csrf": ""}, {"csrf": "0" * 64}, {"key": "short"}, {"revision": "-1"}, {"revision": "x"}):
            assert (await visitor.tap("new", on=page, **changed)).status in (400, 403)
        visitor.headers = {"Origin": "https://elsewhere.example"}
        assert (await visitor.tap("new", on=page)).status == 403
        visitor.headers = {"Sec-Fetch-Site": "cross-site"}
        assert (await visitor.tap("new", on=page)).status == 403
        assert await scene.meetlat.records() == before


async def test_a_reason_is_one_of_those_offered(scene: Scene) -> None:
    """A forged reason would be free text that is kept for ever."""
    meetlat, anna = scene.meetlat, scene.meetlat.anna
    code = await begun(anna, *TREDE_4)
    (moment,) = await meetlat.history(code)
    await anna.tap_data(live(anna).message.id, f"{revision(anna)}.withdraw/{moment.id}/Jan_Jansen_uit_Testdam")
    await anna.settled()
    await anna.tap_data(live(anna).message.id, f"{revision(anna)}.correct/{moment.id}/Jan_Jansen_uit_Testdam")
    await anna.settled()
    assert "Jan_Jansen" not in repr(await meetlat.records())
    await send(anna, "/start")
