"""What is sent and cannot be an answer: a kind word, nothing changed, nothing of it kept anywhere."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import Any

import pytest
import structlog
from channels.steps import NEW, P0, Q1, begun, label_with
from support.botapi.chat import PHOTO
from support.botapi.person import Person
from support.running import ANNA, BRAM, Meetlat, after, live, meetlat_on, only_the_bot_is_read, send, tap
from support.storage import Databases

from bot.clients.codes import ALPHABET, new_code, valid
from bot.runtime.logs import set_up_logs

CANARY = "Kanarie Jansen 999990019"
UNREAD, UNWANTED, EDITED = "Meetlat begrijpt dat niet", "neemt Meetlat niet aan", "Een bericht wijzigen verandert niets"
NOT_OFFERED, TOO_LONG = "hoort niet bij deze vraag", "te lang"
FILE = {"file_id": "f", "file_unique_id": "f", "file_name": CANARY, "title": CANARY}
PLACE = {"latitude": 52.09, "longitude": 5.12}
MEDIA: dict[str, dict[str, Any]] = {
    "voice": {"voice": {**FILE, "duration": 3}, "caption": CANARY},
    "photo": {"photo": [PHOTO], "caption": CANARY},
    "document": {"document": FILE, "caption": CANARY},
    "video": {"video": {**FILE, "width": 1, "height": 1, "duration": 1}, "caption": CANARY},
    "audio": {"audio": {**FILE, "duration": 1}},
    "animation": {"animation": {**FILE, "width": 1, "height": 1, "duration": 1}, "document": FILE},
    "video note": {"video_note": {"file_id": "f", "file_unique_id": "f", "length": 1, "duration": 1}},
    "contact": {"contact": {"phone_number": "+31600000000", "first_name": CANARY, "vcard": CANARY}},
    "location": {"location": PLACE},
    "venue": {"venue": {"location": PLACE, "title": CANARY, "address": CANARY}, "location": PLACE},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "forwarded": {"text": CANARY, "forward_origin": {"type": "hidden_user", "date": 0, "sender_user_name": CANARY}},
    "poll": {"poll": {"question": CANARY}, "quote": {"text": CANARY, "position": 0}},
}
TYPED = {
    CANARY: UNREAD,
    f"/{CANARY}": UNREAD,
    f"/start@other_bot {CANARY}": "Wat wilt u doen?",
    "x" * 4097: TOO_LONG,
    CANARY * 200: TOO_LONG,
    "999990019": UNREAD,
    "\u202eneK": UNREAD,
    '<b>ja</b> & "nee"': UNREAD,
    "/": UNREAD,
    "K-2222XX": "typefout",
    "k 2222xx": "typefout",
}


@contextmanager
def logged(file: Path) -> Iterator[None]:
    """Write the logs as in production, all of them, to a file."""
    before = list(logging.root.handlers)
    with file.open("w") as log, redirect_stderr(log):
        set_up_logs("debug")
        try:
            yield
        finally:
            structlog.reset_defaults()
            logging.basicConfig(handlers=before, force=True)


@pytest.fixture
async def watched(sqlite_databases: Databases, tmp_path: Path) -> AsyncIterator[Meetlat]:
    """A Meetlat of which everything it writes is searched for what must not be there, also when it has stopped."""
    url = await sqlite_databases.ready()
    with logged(tmp_path / "log"):
        async with meetlat_on(url) as meetlat:
            yield meetlat
            assert found_in(url, tmp_path) == []
    assert found_in(url, tmp_path) == []


def found_in(url: str, folder: Path) -> list[str]:
    """The files with a part of the canary in them."""
    database = Path("/" + url.partition(":///")[2].lstrip("/"))
    written = [*database.parent.glob(f"{database.name}*"), folder / "log"]
    assert len(written) > 1
    parts = [part.encode() for part in ("Kanarie", "Jansen", "999990019")]
    return [path.name for path in written if any(part in path.read_bytes() for part in parts)]


async def raw(meetlat: Meetlat, person: Person, content: dict[str, Any], kind: str = "message") -> None:
    """Hand over a message that a phone could make and the stand-in has no button for."""
    chat = {"id": person.id, "type": "private", "first_name": CANARY}
    sender = {**person.user, "first_name": CANARY, "username": "kanarie"}
    body = {"message_id": 7_000_000, "date": 0, "chat": chat, "from": sender, **content}
    await meetlat.api.push({kind: body})


@pytest.mark.parametrize("where", ["menu", "question"])
async def test_what_is_no_text_is_refused_and_deleted(where: str, watched: Meetlat) -> None:
    anna = watched.anna
    await begun(anna, "Ja", *(("Later",) if where == "menu" else ()))
    heading, before = live(anna).message.html.split("<b>")[1], await watched.records()
    for name, content in MEDIA.items():
        await after(anna, raw(watched, anna, content))
        assert UNWANTED in live(anna).message.text, name
        assert live(anna).message.html.split("<b>")[1].split("\n")[0] == heading.split("\n")[0], name
    await after(anna, raw(watched, anna, {"text": CANARY, "edit_date": 1}, "edited_message"))
    assert EDITED in live(anna).message.text
    await watched.api.called("deleteMessage", len(MEDIA))
    assert await watched.records() == before


async def test_what_is_typed_at_the_menu_and_no_answer(watched: Meetlat) -> None:
    anna = watched.anna
    await send(anna, "/start")
    for text, expected in TYPED.items():
        await send(anna, text)
        assert expected in live(anna).message.text, text[:40]
    await only_the_bot_is_read(anna)


async def test_what_is_typed_at_a_question_and_no_answer(watched: Meetlat) -> None:
    anna = watched.anna
    await begun(anna, "Ja")
    before = await watched.records()
    for text in TYPED:
        await send(anna, text)
        if text.startswith("/start"):
            await tap(anna, next(label for label in live(anna).message.labels if label.startswith("Verder met")))
        elif not text.startswith("/"):
            assert (TOO_LONG if len(text) > 200 else NOT_OFFERED) in live(anna).message.text
        assert Q1 in live(anna).message.text, text[:40]
    assert await watched.records() == before


async def test_what_is_typed_on_the_web_and_no_answer(watched: Meetlat) -> None:
    async with watched.browser(ANNA) as visitor:
        await visitor.presses(*NEW)
        assert P0 in visitor.page.heading
        for text in (CANARY, CANARY * 100, CANARY * 200, "\x00", "   ", f"/{CANARY}", "999990019"):
            page = await visitor.say(text)
            assert page.status in (200, 422), text[:40]
            assert "Kanarie" not in page.text
            assert P0 in page.heading
        assert (await visitor.post("/say", {**page.forms["/tap"], "text": CANARY * 20_000})).status == 413


DATES = {
    "31-02-2027": "geen datum",
    "99-99-9999": "geen datum",
    "0000-00-00": "geen datum",
    "gisteren": "geen datum",
    "1e9": "geen datum",
    "15-13-27": "geen datum",
    "01-01-2020": "te vroeg",
    "20-11-2026": "te vroeg",
    "01-01-2099": "te laat",
    "31-12-9999": "te laat",
}


async def test_dates_that_cannot_be(meetlat: Meetlat) -> None:
    anna = meetlat.anna
    await begun(anna, "Ja", "Nee", "Ja", "Klopt", "Nee", "Alles klopt")
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(next(label for label in visitor.page.labels if label.startswith("Verder met")))
        for typed, expected in DATES.items():
            assert expected in (await send(anna, typed)).text, typed
            assert any(expected in line for line in (await visitor.say(typed)).lines), typed
        visitor.script()
        assert 'value="31-02"' in (await visitor.say("31-02")).text
        assert "Kanarie" not in (await visitor.say(CANARY)).text
    assert "Klopt dit zo?" in (await send(anna, "15/3")).text
    assert "15 maart 2027" in live(anna).message.text
    await tap(anna, "Iets wijzigen")
    await tap(anna, label_with(live(anna).message.labels, "Datum van de meting"))
    for typed, expected in {"21-11-2026": "te laat", "01-01-1900": "te vroeg", "30-02-2026": "geen datum"}.items():
        assert expected in (await send(anna, typed)).text, typed
    assert "19 november 2026" in (await send(anna, "2026-11-19")).text


async def test_an_unknown_code_and_somebody_elses_are_told_alike(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    foreign, unknown = await meetlat.client(BRAM), new_code("K", meetlat.ids.random)
    await send(meetlat.anna, "/start")
    told = [(await send(meetlat.anna, code)).html.replace(code, "") for code in (foreign, unknown)]
    assert told[0] == told[1]
    assert "staat niet in uw caseload" in told[0]
    meetlat.clock.move(minutes=61)
    async with meetlat.browser(ANNA) as visitor:
        pages = [(await visitor.say(code)).lines for code in (foreign, unknown)]
        meetlat.clock.move(minutes=61)
        routes = [
            (await visitor.tap(f"{word}/{code}")).lines for word in ("client", "start") for code in (foreign, unknown)
        ]
    assert pages[0] == pages[1]
    assert (routes[0], routes[2]) == (routes[1], routes[3])


async def test_every_single_typing_error_in_a_code_is_noticed(meetlat: Meetlat) -> None:
    code = await meetlat.client(ANNA)
    wrong = [code[:place] + letter + code[place + 1 :] for place in range(2, 8) for letter in ALPHABET]
    assert [each for each in wrong if valid(each)] == [code] * 6
    await send(meetlat.anna, "/start")
    for typed in [each for each in wrong if each != code][::37]:
        assert "typefout" in (await send(meetlat.anna, typed)).text
    assert code in (await send(meetlat.anna, f" {code.lower().replace('-', ' ')} ")).text


async def test_guessing_codes_stops_after_five_and_starts_anew_after_an_hour(meetlat: Meetlat) -> None:
    own = await meetlat.client(ANNA)
    await send(meetlat.anna, "/start")
    for _ in range(5):
        assert "staat niet in uw caseload" in (await send(meetlat.anna, new_code("K", meetlat.ids.random))).text
    assert "Te veel onbekende codes" in (await send(meetlat.anna, new_code("K", meetlat.ids.random))).text
    async with meetlat.browser(ANNA) as visitor:
        guess = await visitor.say(new_code("K", meetlat.ids.random))
        assert any("Te veel onbekende codes" in line for line in guess.lines)
        assert any("Nog niet gemeten" in line for line in (await visitor.say(own)).lines)
    assert "begrijp" not in (await send(meetlat.bram, "/start")).text
    meetlat.clock.move(minutes=61)
    assert "Nog niet gemeten" in (await send(meetlat.anna, own)).text


async def test_guessing_codes_with_forged_buttons_counts_as_well(meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    for _ in range(5):
        code = new_code("K", meetlat.ids.random)
        await after(
            meetlat.anna,
            meetlat.anna.tap_data(live(meetlat.anna).message.id, f"{live(meetlat.anna).revision}.client/{code}"),
        )
    await send(meetlat.anna, "/start")
    assert "Te veel onbekende codes" in (await send(meetlat.anna, new_code("K", meetlat.ids.random))).text


async def test_a_group_is_told_once_and_left(meetlat: Meetlat) -> None:
    for _ in range(3):
        await meetlat.anna.in_group(CANARY)
    left = await meetlat.api.called("leaveChat")
    await send(meetlat.bram, "/start")
    said = [call for call in meetlat.api.calls if call.params.get("chat_id") == left.params["chat_id"]]
    assert [call.method for call in said] == ["sendMessage", "leaveChat"]
    assert "privégesprek" in said[0].params["text"]
