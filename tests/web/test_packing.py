"""Pages go out small: packed where the browser can unpack, and to the page's script only what it puts in place."""

from __future__ import annotations

import gzip
import re

import pytest
from web.conftest import FIELD, SECRET, Browser, browser_for
from web.samples import ALL, QUESTION, SUMMARY
from web.serving import Meetlat

from bot.web.packing import LEAST_BYTES
from bot.web.security import token_matches


async def raw(browser: Browser, path: str, accepted: str, **headers: str) -> tuple[str, bytes]:
    """The encoding of an answer, and its bytes as they travel."""
    asked = {"Accept-Encoding": accepted, **headers}
    async with browser.client.session.get(
        browser.client.make_url(path), headers=asked, auto_decompress=False
    ) as response:
        return response.headers.get("Content-Encoding", ""), await response.read()


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        *(("gzip", "gzip"), ("br, GZIP;q=0.5", "gzip"), ("gzip, deflate, br, zstd", "gzip")),
        *(("", ""), ("identity", ""), ("br", ""), ("gzip;q=0", ""), ("gzip; q=0.0, br", "")),
    ],
)
async def test_a_page_is_packed_for_who_can_unpack(browser: Browser, accepted: str, encoding: str) -> None:
    browser.sign_in()
    told, body = await raw(browser, "/", accepted)
    assert told == encoding
    page = gzip.decompress(body) if encoding else body
    assert b"Vraag 3 van" in page
    assert page.rstrip().endswith(b"</html>")


async def test_what_is_small_or_packed_in_itself_is_left_alone(browser: Browser) -> None:
    assert (await raw(browser, "/healthz", "gzip"))[0] == ""
    address = re.search(r"/static/[^/]+/", await browser.page("/", 403))
    assert address is not None
    assert (await raw(browser, f"{address[0]}fonts/NotoSans-Regular.woff2", "gzip"))[0] == ""
    assert (await raw(browser, f"{address[0]}chat.css", "gzip"))[0] == "gzip"
    assert (await raw(browser, f"{address[0]}chat.css", "gzip;q=0"))[0] == ""


async def test_a_token_looks_different_every_time_and_holds(browser: Browser) -> None:
    session = browser.sign_in()
    tokens = {(await browser.form())["csrf"] for _ in range(20)}
    assert len(tokens) == 20
    assert len({token[:6] for token in tokens}) == len({token[-6:] for token in tokens}) == 20
    assert all(token_matches(SECRET, session, token) for token in tokens)


@pytest.mark.parametrize("screen", [QUESTION, SUMMARY, ALL["kenmerken"]], ids=["question", "summary", "list"])
async def test_to_the_script_a_tap_answers_with_the_conversation_alone(screen: object) -> None:
    browser = browser_for(Meetlat([screen]))  # type: ignore[list-item]
    async with browser.client:
        browser.sign_in()
        whole = (await raw(browser, "/", "gzip"))[1]
        packed, body = await raw(browser, "/", "gzip", **{"HX-Request": "true"})
        page = (gzip.decompress(body) if packed else body).decode()
    assert page.lstrip().startswith("<title>")
    assert page.rstrip().endswith("</main>")
    assert "<header" not in page
    assert {"csrf", "key", "revision"} == set(dict(FIELD.findall(page)))
    assert len(body) < min(len(whole), 2500 if screen is not SUMMARY else 4500)
    assert len(gzip.decompress(whole)) > LEAST_BYTES


async def test_a_refusal_is_put_in_place_by_the_script_too(browser: Browser) -> None:
    browser.sign_in()
    form = {**await browser.form(), "csrf": "", "route": "a"}
    answer = await browser.client.post("/tap", data=form, headers={"HX-Request": "true"})
    page = await answer.text()
    assert answer.status == 403
    assert page.lstrip().startswith("<title>")
    assert 'id="chat"' in page
