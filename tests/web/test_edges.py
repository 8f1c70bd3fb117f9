"""Unknown addresses, too much, broken things: each a polite page; files, health and the demo's door."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from web.conftest import Browser, browser_for
from web.samples import QUESTION
from web.serving import Meetlat

from bot.web import view
from bot.web.ports import Visitor

TEMPLATES = sorted(Path(view.__file__).parent.glob("templates/*.html"))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/demo", 404),
        ("POST", "/demo", 404),
        ("GET", "/static/x/nothing.css", 404),
        ("GET", "/static/x/../../server.py", 404),
        ("GET", "/tap", 405),
        ("DELETE", "/", 405),
        ("PROPFIND", "/", 405),
        ("POST", "/tap", 403),
        ("GET", "/", 403),
    ],
)
async def test_a_wrong_turn_is_a_page(browser: Browser, method: str, path: str, status: int) -> None:
    answer = await browser.client.request(method, path)
    page = await answer.text()
    assert answer.status == status
    assert answer.content_type == "text/html"
    assert '<h1 class="question" id="vraag"' in page
    assert '<a class="button primary" href="/">' in page
    assert ("Allow" in answer.headers) == (status == 405)


async def test_an_error_shows_a_code_and_logs_no_content(browser: Browser) -> None:
    browser.sign_in()
    with capture_logs() as logs:
        answer = await browser.client.post("/tap", data={"route": "boom", **await browser.form()})
    page = await answer.text()
    assert answer.status == 500
    code = re.search(r"code ([0-9a-f]{8})", page)
    assert code
    assert [log["code"] for log in logs] == [code[1]]
    assert logs[0]["page"] == "/tap"
    assert "K-7Q4F" not in str(logs) + page


async def test_a_body_that_is_too_large_is_refused(browser: Browser) -> None:
    browser.sign_in()
    answer = await browser.client.post("/say", data={"text": "x" * 300_000, **await browser.form()})
    assert answer.status == 413
    assert "te veel tekst" in await answer.text()
    assert browser.meetlat.events == []


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("application/x-www-form-urlencoded; charset=klingon", b"a=b", 415),
        ("application/x-www-form-urlencoded", b"a=\xff\xfe", 403),
        ("application/x-www-form-urlencoded", b"&&&=&", 403),
    ],
)
async def test_a_body_that_is_no_form_of_ours(browser: Browser, kind: str, body: bytes, status: int) -> None:
    browser.sign_in()
    answer = await browser.client.post("/tap", data=body, headers={"Content-Type": kind})
    assert answer.status == status


async def test_files_are_kept_by_the_browser_under_an_address_of_their_content(browser: Browser) -> None:
    page = await browser.page(status=403)
    addresses = re.findall(r'"(/static/[0-9a-f]{12}/[^"]+)"', page)
    assert len(set(addresses)) == 9
    for address in addresses:
        answer = await browser.client.get(address)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
        assert sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) < 500
    older = await browser.client.get(re.sub("/static/[0-9a-f]+/", "/static/000000000000/", addresses[0]))
    assert (older.status, older.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(template: Path) -> None:
    left = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", template.read_text(), flags=re.DOTALL)
    assert re.search(r"[A-Za-z]", re.sub(r"<[^>]*>|[a-z-]+=\"[^\"]*\"", "", left)) is None


async def test_health_and_readiness(browser: Browser) -> None:
    assert await browser.page("/healthz") == "ok\n"
    assert await browser.page("/readyz") == "ready\n"
    browser.meetlat.failing = ("fetching", "sending")
    assert await browser.page("/readyz") == "ready\nfailing: fetching, sending\n"
    browser.meetlat.awake = False
    assert await browser.page("/readyz", 503) == "not ready\nfailing: fetching, sending\n"


@pytest.mark.parametrize(
    ("wish", "language"),
    [("", "nl"), ("en-GB,nl;q=0.5", "en"), ("fr, nl;q=0.1, en;q=0.9", "en"), ("tlh;q=x", "nl"), ("en;q=0", "en")],
)
async def test_a_guest_is_spoken_to_in_a_language_of_the_browser(browser: Browser, wish: str, language: str) -> None:
    answer = await browser.client.get("/nowhere", headers={"Accept-Language": wish})
    assert f'<html lang="{language}"' in await answer.text()


async def test_the_demo_asks_who_you_are() -> None:
    browser = browser_for(Meetlat([QUESTION]), demo=True)
    async with browser.client:
        page = await browser.page("/")
        assert "Wie bent u vandaag?" in page
        assert '<span class="test">TEST</span>' in page
        for who, status in (("f-9", 400), ("f-1", 200)):
            form = {"functionaris": who, **await browser.form("/demo")}
            answer = await browser.client.post("/demo", data=form)
            assert answer.status == status
        assert "Vraag 3 van" in await answer.text()


async def test_the_demo_goes_where_somebody_was_going() -> None:
    browser = browser_for(Meetlat([QUESTION]), demo=True)
    async with browser.client:
        await browser.page("/open/client/K-7Q4F")
        form = {"functionaris": "f-1", **await browser.form("/demo")}
        answer = await browser.client.post("/demo", data=form, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (303, "/open/client/K-7Q4F")


class Marked(Meetlat):
    """A Meetlat where everybody is marked, as in the demo."""

    async def people(self) -> Sequence[Visitor]:
        return [Visitor("f-1", "Klantmanager 1 · TEST", "nl")]


async def test_a_demo_says_test_once() -> None:
    browser = browser_for(Marked([QUESTION]), demo=True)
    async with browser.client:
        chooser = await browser.page("/demo")
    assert chooser.count("TEST") == 1
    assert ">Klantmanager 1</button>" in chooser


async def test_who_is_not_signed_in_reads_whose_meetlat_it_is_and_what_helps() -> None:
    browser = browser_for(Meetlat([QUESTION]), organisation="Gemeente Voorbeeld")
    async with browser.client:
        page = await browser.page("/", 403)
    assert "Dit is Meetlat van Gemeente Voorbeeld." in page
    assert "Uw beheerder maakt een nieuwe" in page
