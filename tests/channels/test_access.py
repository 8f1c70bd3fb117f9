"""Who may come in, how, and until when: strangers, invitations, roles and people who left."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from channels.steps import HOME, NEW, begun, measured
from support.botapi.person import Person
from support.page import Visitor
from support.running import (
    ANNA,
    BEA,
    BRAM,
    STAFF,
    TESS,
    Meetlat,
    live,
    only_the_bot_is_read,
    revision,
    send,
    tap,
    until,
)

from flows.people import Functionaris, Rol

REFUSAL = "Deze chat is alleen voor genodigden."
REFUSED = "U bent niet aangemeld"
SPENT = "Deze link werkt niet meer"


async def refused(person: Person, sent: str) -> str:
    """What a stranger hears."""
    await person.send(sent)
    return (await person.see(REFUSAL)).text


async def invitation(meetlat: Meetlat) -> str:
    """The token that Bea hands to a new klantmanager."""
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, "Iemand uitnodigen", "Klantmanager", "Team t2")
    return live(bea).message.text.partition("?start=")[2].split()[0]


async def test_every_stranger_hears_the_same(meetlat: Meetlat) -> None:
    used, late = await meetlat.link_token(ANNA), await meetlat.link_token(rol=Rol.BEHEERDER)
    await send(meetlat.anna, f"/start {used}")
    meetlat.clock.move(minutes=16)
    sent = (
        "/start",
        f"/start {used}",
        f"/start {late}",
        f"/start {'z' * 32}",
        "/start x y z",
        "/start é",
        "K-7Q4FN2",
        "ja",
    )
    told = {await refused(meetlat.api.person(500 + number), text) for number, text in enumerate(sent)}
    assert len(told) == 1
    async with meetlat.storage.look() as unit:
        everyone = await unit.people.everyone(meetlat.clock())
    assert len(everyone) == len(STAFF)


async def test_a_stranger_is_refused_once_a_minute_with_whatever_is_sent(meetlat: Meetlat) -> None:
    stranger = meetlat.api.person(666)
    await refused(stranger, "/start")
    await stranger.voice()
    await stranger.tap_data(1, "1.home")
    await stranger.send("/menu")
    await send(meetlat.anna, "/start")
    await stranger.see(REFUSAL)
    await until(lambda: not meetlat.api.account().inbox.waiting, "everything is taken in")
    assert [message.text[: len(REFUSAL)] for message in stranger.chat if message.by_bot] == [REFUSAL]
    assert stranger.screen.labels == []


@pytest.mark.parametrize("before", [(), ("/start",)], ids=["at once", "after a refusal"])
async def test_a_stranger_may_read_what_is_kept(before: tuple[str, ...], meetlat: Meetlat) -> None:
    stranger = meetlat.api.person(668)
    for sent in before:
        await refused(stranger, sent)
    await stranger.send("/privacy")
    told = await stranger.see("alleen codes")
    assert "Meetlat bewaart" in told.text
    assert told.labels == []
    await stranger.send("/privacy")
    await send(meetlat.anna, "/start")
    assert len([message for message in stranger.chat if "Meetlat bewaart" in message.text]) == 1


@pytest.mark.parametrize("strange", ["/start \ud800", "/start \x00", "/start " + "🎲" * 40])
async def test_a_stranger_with_a_strange_token_hears_the_same(strange: str, meetlat: Meetlat) -> None:
    assert REFUSAL in await refused(meetlat.api.person(667), strange)


@pytest.mark.wens("RD42")
async def test_an_invitation_is_handed_over_and_works_once(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    token = await invitation(meetlat)
    newcomer, late = meetlat.api.person(700), meetlat.api.person(701)
    await send(newcomer, f"/start {token}")
    assert HOME in live(newcomer).message.text
    await only_the_bot_is_read(newcomer)
    await refused(late, f"/start {token}")
    await begun(newcomer)
    async with meetlat.storage.look() as unit:
        (new,) = {who.id: who for who in await unit.people.everyone(meetlat.clock()) if who not in STAFF}.values()
    assert (new.rol, new.team) == (Rol.KLANTMANAGER, "t2")


async def test_who_made_a_link_sees_when_there_is_nothing_to_hand_over_any_more(meetlat: Meetlat) -> None:
    async with meetlat.browser(BEA) as desk, Visitor(lambda: meetlat.address, lambda: meetlat.link_token(ANNA)) as new:
        await desk.presses("Collega’s", "Iemand uitnodigen", "Klantmanager", "Team t1")
        assert "Geef dit aan uw collega" in desk.page.heading
        (token,) = set(re.findall(r"/in/([a-z2-7]{32})", desk.page.text))
        await new.sign_in(token)
        page = await desk.open()
        assert (page.heading, token in page.text) == ("Deze link is gebruikt of verlopen", False)
        assert "Voor: Klantmanager, Team t1" in page.lines
        assert (await desk.press("Collega’s")).heading == "Collega’s"


async def test_two_accounts_race_for_one_invitation(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    for attempt in range(5):
        token = await meetlat.link_token(rol=Rol.KLANTMANAGER, team="t1")
        pair = [meetlat.api.person(800 + 2 * attempt + side) for side in (0, 1)]
        async with Visitor(lambda: meetlat.address, lambda: meetlat.link_token(ANNA)) as visitor:
            await asyncio.gather(*(person.send(f"/start {token}") for person in pair), visitor.sign_in(token))
            for person in pair:
                await until(lambda person=person: any(m.by_bot for m in person.chat), "an answer")  # type: ignore[misc]  # bound now
            winners = sum(revision(person) > 0 for person in pair) + (visitor.page.heading == HOME)
        assert winners == 1


async def test_a_link_to_the_other_channel_is_for_its_owner_once(meetlat: Meetlat) -> None:
    token = await meetlat.link_token(ANNA)
    async with meetlat.browser(BRAM) as visitor:
        assert visitor.page.heading == HOME
        await visitor.sign_in(token)
        assert "Klantmanager 1" in "\n".join(visitor.page.lines)
        assert (await visitor.sign_in(token)).heading == SPENT
        assert (await visitor.sign_in("x" * 32)).heading == SPENT
        assert (await visitor.get("/in/short")).heading == SPENT
    async with meetlat.browser(ANNA) as visitor:
        await visitor.presses("Instellingen", "Koppel Telegram")
        deep = visitor.page.text.partition("?start=")[2][:32]
        await send(meetlat.api.person(900), f"/start {deep}")
        assert "Klantmanager 1" in live(meetlat.api.person(900)).message.text
        await refused(meetlat.anna, "/start")


async def test_a_relinked_phone_starts_with_a_clean_chat(meetlat: Meetlat) -> None:
    """Anna hands her phone to her team leader; nothing of her dialogue may be answered by somebody else."""
    code = await begun(meetlat.anna, "Ja")
    async with meetlat.storage.look() as unit:
        (before,) = await unit.dialogues.open_of(ANNA.id)
    await send(meetlat.anna, f"/start {await meetlat.link_token(TESS)}")
    assert "Teamleider 1" in live(meetlat.anna).message.text
    await meetlat.anna.tap_data(live(meetlat.anna).message.id, f"{revision(meetlat.anna)}.dialogue")
    await meetlat.anna.settled()
    await meetlat.anna.tap_data(live(meetlat.anna).message.id, f"{revision(meetlat.anna)}.answer/Q1/nee")
    await meetlat.anna.settled()
    async with meetlat.storage.look() as unit:
        assert await unit.dialogues.get(before.id, ANNA.id) == before
        chat = await unit.chats.present("tg", str(meetlat.anna.id), meetlat.clock(), meetlat.today())
    assert code not in live(meetlat.anna).message.text
    assert chat is not None and chat.chat is not None
    assert (chat.chat.functionaris, chat.chat.dialogue) == (TESS.id, None)


async def test_somebody_who_left_is_refused_from_the_next_message_on(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna, "Ja")
    async with meetlat.browser(ANNA) as visitor, meetlat.browser(ANNA) as other:
        page = await visitor.press(f"Verder met {code}")
        before = await meetlat.records()
        await meetlat.remove(ANNA)
        after = await meetlat.records()
        assert after["dialogue"] == before["dialogue"]
        answer = visitor.tap("answer/Q1/nee", on=page)
        assert (await answer).heading == REFUSED
        for refusing in (visitor.get("/"), visitor.post("/say", {**page.forms["/tap"], "text": "ja"}), other.get("/")):
            seen = await refusing
            assert (seen.status, seen.heading, code in seen.text) == (403, REFUSED, False)
        async with visitor.session.get(f"{meetlat.address}live") as stream:
            assert await stream.text() == "event: gone\ndata: 0\n\n"
        await meetlat.anna.tap("Nee")
        await meetlat.anna.see(REFUSAL)
        await meetlat.anna.send("/start")
        await meetlat.anna.send(code)
        await send(meetlat.bram, "/start")
        assert await meetlat.records() == after
    assert await meetlat.trail("antwoord") == 1


async def test_a_link_of_somebody_who_left_is_worth_nothing(meetlat: Meetlat) -> None:
    token = await meetlat.link_token(ANNA)
    await meetlat.remove(ANNA)
    async with Visitor(lambda: meetlat.address, lambda: meetlat.link_token(BRAM)) as visitor:
        assert (await visitor.sign_in(token)).heading == SPENT
    await refused(meetlat.api.person(901), f"/start {await meetlat.link_token(ANNA)}")


async def forbidden(meetlat: Meetlat, who: Functionaris, *doings: str) -> dict[str, Any]:
    """Try commands and routes on both channels; gives what changed."""
    person, before = meetlat.phone(who), await meetlat.records()
    await send(person, "/start")
    for doing in doings:
        if doing.startswith("/"):
            await send(person, doing)
        else:
            await person.tap_data(live(person).message.id, f"{revision(person)}.{doing}")
            await person.settled()
    async with meetlat.browser(who) as visitor:
        for doing in doings:
            await visitor.open()
            await (visitor.say(doing) if doing.startswith("/") else visitor.tap(doing))
    after = await meetlat.records()
    return {name: rows for name, rows in after.items() if rows != before[name] and name not in ("invite", "websession")}


async def test_a_beheerder_cannot_measure(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    (moment,) = await meetlat.history(code)
    await send(meetlat.phone(BEA), "/start")
    assert set(NEW).isdisjoint(live(meetlat.phone(BEA)).message.labels)
    doings = ("/meting", "/clienten", "new", "create", f"start/{code}", f"client/{code}", f"correct/{moment.id}/anders")
    assert await forbidden(meetlat, BEA, *doings, f"withdraw/{moment.id}/anders", f"receipt/{moment.id}") == {}
    assert code not in "".join(message.text for message in meetlat.phone(BEA).chat)


@pytest.mark.parametrize("who", [ANNA, TESS], ids=lambda who: who.id)
async def test_only_a_beheerder_invites(who: Functionaris, meetlat: Meetlat) -> None:
    doings = ("invite", "invite_as/klantmanager", "invite_team/klantmanager", "send_invite/beheerder")
    assert await forbidden(meetlat, who, *doings, "send_invite/klantmanager/t1") == {}
    assert await meetlat.trail("uitgenodigd") == 0
    assert "Team t2" not in "".join(message.text + "".join(message.labels) for message in meetlat.phone(who).chat)


@pytest.mark.wens("RD01", "RD31b", "RD42")
async def test_a_team_leader_sees_the_team_and_no_other(meetlat: Meetlat) -> None:
    own, foreign = await measured(meetlat), await measured(meetlat, BRAM)
    tess = meetlat.phone(TESS)
    await send(tess, "/start")
    assert own in (await send(tess, own)).text
    await send(tess, "/start")
    assert "staat niet in uw caseload" in (await send(tess, foreign)).text
