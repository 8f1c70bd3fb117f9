"""The web chat as somebody without a script sees it: lines, buttons by label and forms; over real HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

from aiohttp import ClientSession, CookieJar

MOST_POSTS = 18
_LINES = frozenset({"h1", "p", "li"})
_APART = frozenset({"desk", "sr"})
_VOID = frozenset({"input", "meta", "link", "img", "br"})


@dataclass
class Page:
    """What a page shows; ``log`` is what was said before, ``forms`` are the fields of each form by its action."""

    status: int
    text: str
    heading: str = ""
    lines: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    picture: bool = False

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons that carry a route."""
        return list(self.buttons)

    @property
    def revision(self) -> int:
        """Which screen of the conversation this is."""
        return int(self.forms["/tap"]["revision"])


class _Reader(HTMLParser):
    """Collects what is inside ``<main>``."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._open: list[tuple[str, dict[str, str]]] = []
        self._text: list[str] | None = None
        self._form: dict[str, str] = {}
        # How many of what is open stands on a wide screen alone, where it says once more what buttons and lines say,
        # and how many is for a screen reader.
        self._apart = Counter[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._apart["desk"] or "desk" in _classes(given):
            pass
        elif tag == "form":
            self._form = self._page.forms.setdefault(given.get("action", ""), {})
        elif tag == "input" and given.get("type") == "hidden" and "name" in given:
            self._form[given["name"]] = given.get("value", "")
        elif tag in _LINES or tag == "button":
            self._text = []
        self._page.picture |= tag == "figure"
        if tag not in _VOID:
            self._open.append((tag, given))
            self._apart.update(_classes(given) & _APART)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, given = self._open.pop()
            self._apart.subtract(_classes(given) & _APART)
            if opened == tag:
                break
        else:
            return
        apart = self._apart["desk"] or "desk" in _classes(given)
        if self._text is not None and not apart and (tag in _LINES or tag == "button"):
            self._keep(tag, given, " ".join("".join(self._text).split()))
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None and not any(self._apart.values()):
            self._text.append(data)

    def _keep(self, tag: str, given: dict[str, str], text: str) -> None:
        if tag == "button":
            if given.get("name") == "route":
                self._page.buttons[text] = given["value"]
        elif "bubble" in given.get("class", ""):
            self._page.log.append(text)
        elif any(opened == "main" for opened, _ in self._open):
            self._page.lines.append(text)
            if tag == "h1":
                self._page.heading = text


def _classes(given: dict[str, str]) -> frozenset[str]:
    return frozenset(given.get("class", "").split())


def read(status: int, text: str) -> Page:
    """Read a page."""
    page = Page(status, text)
    _Reader(page).feed(text)
    return page


class Visitor:
    """A browser without a script, with its own cookies; it signs in again before it is too fast.

    ``page`` is what it has open now. A page that was opened earlier may be given to act on that one.
    """

    def __init__(self, address: Callable[[], str], link: Callable[[], Awaitable[str]]) -> None:
        """Visit Meetlat at ``address``, with a new one-time link whenever one is needed."""
        self._address = address
        self._link = link
        self._posts = 0
        self.headers: dict[str, str] = {}
        self.agent = "Mozilla/5.0"
        self.page = Page(0, "")

    async def __aenter__(self) -> Self:
        self.session = ClientSession(cookie_jar=CookieJar(unsafe=True), headers={"User-Agent": self.agent})
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def sign_in(self, token: str = "") -> Page:
        """Open a one-time link and press its button."""
        where = f"/in/{token or await self._link()}"
        page = await self.get(where)
        if where not in page.forms:
            return page
        form, self._posts = page.forms[where], 0
        return await self.post(where, form)

    def script(self) -> None:
        """From now on ask as the page's script does, which needs no second request."""
        self.headers = {"HX-Request": "true"}

    async def open(self) -> Page:
        """Open the conversation."""
        return await self.get("/")

    async def press(self, label: str) -> Page:
        """Press the button with this label on the page that is open now."""
        if self._posts >= MOST_POSTS:
            await self.sign_in()
        return await self.tap(self.page.buttons[label])

    async def presses(self, *labels: str) -> Page:
        """Press buttons one after the other."""
        for label in labels:
            await self.press(label)
        return self.page

    async def tap(self, route: str, on: Page | None = None, **changed: str) -> Page:
        """Send the form of the buttons with a route that need not stand on one."""
        return await self.post("/tap", {**(on or self.page).forms["/tap"], "route": route, **changed})

    async def say(self, text: str) -> Page:
        """Type a line; the form of the buttons has what is needed where there is no field for it."""
        if self._posts >= MOST_POSTS:
            await self.sign_in()
        form = self.page.forms.get("/say") or self.page.forms["/tap"]
        return await self.post("/say", {"csrf": form["csrf"], "key": form["key"], "text": text})

    async def get(self, path: str) -> Page:
        """Open a page."""
        async with self.session.get(self._url(path)) as response:
            self.page = read(response.status, await response.text())
        return self.page

    async def post(self, path: str, form: dict[str, str]) -> Page:
        """Send a form and follow where it leads."""
        self._posts += 1
        async with self.session.post(self._url(path), data=form, headers=self.headers) as response:
            self.page = read(response.status, await response.text())
            elsewhere = response.headers.get("HX-Redirect")
        return await self.get(elsewhere) if elsewhere else self.page

    def _url(self, path: str) -> str:
        return self._address().rstrip("/") + path
