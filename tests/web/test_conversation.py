"""The conversation without a script: what a tap, a line and a language become, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from web.conftest import Browser, browser_for
from web.samples import ALL, HOSTILE, PICTURE
from web.serving import ANNA, Meetlat

from bot.conversation.event import Channel, Commanded, Event, Tapped, Typed
from bot.conversation.screen import Screen


async def post(browser: Browser, path: str, **form: str) -> Any:
    return await browser.client.post(path, data=form, allow_redirects=False)


async def test_a_tap_becomes_an_event_and_the_next_question_is_shown(browser: Browser) -> None:
    browser.sign_in()
    form = await browser.form()
    answer = await post(browser, "/tap", route="a:q3:ja", **form)
    assert (answer.status, answer.headers["Location"]) == (303, "/#vraag")
    tapped = Event(Channel.WEB, ANNA.functionaris, form["key"], Tapped("a:q3:ja", 1), "nl")
    assert browser.meetlat.events == [tapped]
    assert "Vraag 4 van" in await browser.page()


async def test_a_double_submit_carries_the_same_key(browser: Browser) -> None:
    browser.sign_in()
    form = await browser.form()
    for _ in range(2):
        assert (await post(browser, "/tap", route="a:q3:ja", **form)).status == 303
    assert len({event.key for event in browser.meetlat.events}) == 1
    assert browser.meetlat.at == 1


async def test_every_page_has_a_key_of_its_own(browser: Browser) -> None:
    browser.sign_in()
    assert (await browser.form())["key"] != (await browser.form())["key"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  K-7Q4F ", Typed("K-7Q4F")),
        ("één\x00 twee", Typed("één twee")),
        ("/start", Commanded("start")),
        ("/taal en", Commanded("taal", "en")),
        ("/", Commanded("")),
        ("/MENU", Commanded("menu")),
        ("x" * 4096, Typed("x" * 4096)),
    ],
)
async def test_a_typed_line(browser: Browser, line: str, said: Typed | Commanded) -> None:
    browser.sign_in()
    assert (await post(browser, "/say", text=line, **await browser.form())).status == 303
    assert [event.input for event in browser.meetlat.events] == [said]


@pytest.mark.parametrize(("line", "kind"), [("x" * 4097, "Uw tekst is te lang"), ("  ", "Typ eerst uw antwoord")])
async def test_a_line_that_cannot_be_taken_gets_a_kind_word(browser: Browser, line: str, kind: str) -> None:
    browser.sign_in()
    answer = await post(browser, "/say", text=line, **await browser.form())
    page = await answer.text()
    assert answer.status == 422
    assert kind in page
    assert "Vraag 3 van" in page
    assert browser.meetlat.events == []


async def test_a_language_is_the_cores_to_keep(browser: Browser) -> None:
    browser.sign_in()
    answer = await post(browser, "/language", locale="en", **await browser.form())
    assert answer.status == 303
    assert [event.input for event in browser.meetlat.events] == [Commanded("taal", "en")]
    assert '<html lang="en" dir="ltr">' in await browser.page()


async def test_with_the_script_a_new_language_reloads_the_page(browser: Browser) -> None:
    browser.sign_in()
    form = {"text": "/taal en", **await browser.form()}
    answer = await browser.client.post("/say", data=form, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/"


async def test_with_the_script_a_tap_answers_with_the_page(browser: Browser) -> None:
    browser.sign_in()
    form = {"route": "a:q3:ja", **await browser.form()}
    answer = await browser.client.post("/tap", data=form, headers={"HX-Request": "true"})
    assert answer.status == 200
    assert "Vraag 4 van" in await answer.text()


@pytest.mark.parametrize(
    "wrong",
    [
        {"route": ""},
        {"route": "a b"},
        {"route": "x" * 257},
        {"route": "é"},
        {"revision": "-1"},
        {"revision": "one"},
        {"revision": "9" * 16},
        {"key": "short"},
        {"key": "spaces are no key at all"},
        {"key": "k" * 65},
    ],
)
async def test_a_malformed_tap_changes_nothing(browser: Browser, wrong: dict[str, str]) -> None:
    browser.sign_in()
    answer = await post(browser, "/tap", **{"route": "a", **await browser.form(), **wrong})
    assert answer.status == 400
    assert "niet opgeslagen" in await answer.text()
    assert browser.meetlat.events == []


async def test_what_is_filled_in_cannot_become_markup() -> None:
    browser = browser_for(Meetlat([HOSTILE]))
    async with browser.client:
        browser.sign_in()
        page = await browser.page()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize("screen", ALL.values(), ids=ALL.keys())
async def test_every_screen_has_one_heading_and_no_style_of_its_own(screen: Screen) -> None:
    browser = browser_for(Meetlat([screen]))
    async with browser.client:
        browser.sign_in()
        page = await browser.page()
    assert page.count("<h1") == 1
    assert page.count('id="vraag"') == 1
    assert " style=" not in page
    assert "<style" not in page


async def test_a_table_without_a_drawing_stands_open() -> None:
    browser = browser_for(Meetlat([Screen(blocks=(), picture=replace(PICTURE, svg=""))]))
    async with browser.client:
        browser.sign_in()
        page = await browser.page()
    assert "<table>" in page
    assert "Toon als tabel" not in page
    assert 'class="drawing"' not in page


async def test_a_screen_without_words_still_has_a_heading() -> None:
    browser = browser_for(Meetlat([Screen(blocks=())]))
    async with browser.client:
        browser.sign_in()
        assert '<h1 class="sr" id="vraag"' in await browser.page()
