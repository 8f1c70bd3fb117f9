"""Every transcript as it goes over Telegram and over the web chat, both over real HTTP."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape

import pytest
import pytest_asyncio
from play.vignettes import ROOT, Vignette, vignettes
from support.botapi.chat import Message
from support.botapi.person import Person
from support.page import Page, Visitor
from support.running import Meetlat, after, meetlat_on, only_the_bot_is_read
from support.storage import Databases

from bot.transcripts.transcript import A_CODE, Script, Shown, parse, replay
from flows.ladder import Groei
from flows.meetmoment import Actie, Status
from flows.people import Functionaris
from storage.tables import WEBSESSION

pytestmark = pytest.mark.asyncio(loop_scope="module")

TRANSCRIPTS = ROOT / "tests" / "transcripts"
VIGNETTES = {vignette.id: vignette for vignette in vignettes()}
SCRIPTS = {
    path.stem: parse(path.read_text(encoding="utf-8"))
    for path in sorted(TRANSCRIPTS.rglob("*.txt"))
    if path.parent == TRANSCRIPTS or not (path.parent / "gemeente.toml").exists()
}
MOST_TAPS = 15
_MARKS = re.compile(r"^[•⚠ℹ] ")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def meetlat(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=TRANSCRIPTS / "gemeente.toml") as meetlat:
        yield meetlat


class Counting:
    """Counts the taps and remembers the client that was new."""

    def __init__(self, meetlat: Meetlat) -> None:
        self.meetlat = meetlat
        self.taps = 0
        self.code = ""

    async def wait(self, days: int) -> None:
        """Let time pass for everybody."""
        self.meetlat.clock.move(days=days)

    def saw(self, shown: Shown) -> Shown:
        """Note the code that is announced."""
        found = re.search(rf"Nieuwe cliëntcode: ({A_CODE})", "\n".join(shown.lines))
        self.code = found[1] if found else self.code
        return shown


class OnTelegram(Counting):
    """Plays on a phone."""

    def __init__(self, meetlat: Meetlat, person: Person) -> None:
        super().__init__(meetlat)
        self._person = person

    async def start(self) -> Shown:
        """Begin."""
        return self.saw(message_as_shown(await after(self._person, self._person.send("/start"))))

    async def press(self, label: str) -> Shown:
        """Press a button."""
        self.taps += 1
        return self.saw(message_as_shown(await after(self._person, self._person.tap(label))))

    async def type(self, text: str) -> Shown:
        """Type a line."""
        return self.saw(message_as_shown(await after(self._person, self._person.send(text))))


class OnTheWeb(Counting):
    """Plays in a browser without a script."""

    def __init__(self, meetlat: Meetlat, visitor: Visitor) -> None:
        super().__init__(meetlat)
        self._visitor = visitor

    async def wait(self, days: int) -> None:
        """Let time pass for everybody but this session: a transcript goes on where it was."""
        await super().wait(days)
        later = self.meetlat.clock() + timedelta(hours=8)
        kept = WEBSESSION.update().values(tot=later, einde=later)
        async with self.meetlat.storage.unit() as unit:
            await unit.connection.execute(kept)

    async def start(self) -> Shown:
        """Begin."""
        return self.saw(page_as_shown(await self._visitor.open()))

    async def press(self, label: str) -> Shown:
        """Press a button."""
        self.taps += 1
        return self.saw(page_as_shown(await self._visitor.press(label)))

    async def type(self, text: str) -> Shown:
        """Type a line."""
        return self.saw(page_as_shown(await self._visitor.say(text)))


def message_as_shown(message: Message) -> Shown:
    """A message line by line; the first bold line is the main one, or else a warning."""
    lines = [line for line in message.html.split("\n") if line]
    main = next((line for line in lines if line.startswith(("<b>", "⚠ "))), lines[0])
    ordered = [main, *(line for line in lines if line is not main)]
    plain = (unescape(re.sub(r"<[^>]*>", "", line)) for line in ordered)
    return Shown(tuple(_MARKS.sub("", line) for line in plain), tuple(message.labels))


def page_as_shown(page: Page) -> Shown:
    """A page line by line; its heading is the main one."""
    assert page.status == 200, page.heading
    return Shown((page.heading, *(line for line in page.lines if line != page.heading)), tuple(page.labels))


async def is_in_the_database(meetlat: Meetlat, vignette: Vignette, code: str, who: Functionaris) -> None:
    """One definite meetmoment with exactly the trede and the growth of the table."""
    (meetmoment,) = await meetlat.history(code)
    stand = meetmoment.meting.stand
    expected = Groei.PLUS if vignette.growth == "+" else Groei.NUL
    assert (str(stand.positie), stand.groei) == (vignette.trede, expected if stand.on_ladder else None)
    assert (meetmoment.versie, meetmoment.actie, meetmoment.status) == (1, Actie.NIEUW, Status.DEFINITIEF)
    assert (meetmoment.door, meetmoment.meting.datum) == (who.id, meetlat.today())


async def play(name: str, script: Script, channel: OnTelegram | OnTheWeb, meetlat: Meetlat, who: Functionaris) -> None:
    """Play a file; a vignette takes few taps and is then in the database."""
    await replay(script, channel)
    if vignette := VIGNETTES.get(name):
        await is_in_the_database(meetlat, vignette, channel.code, who)
        assert channel.taps <= MOST_TAPS


@pytest.mark.parametrize("name", SCRIPTS)
async def test_a_transcript_over_telegram(name: str, meetlat: Meetlat) -> None:
    who, person = await meetlat.newcomer()
    await play(name, SCRIPTS[name], OnTelegram(meetlat, person), meetlat, who)
    await only_the_bot_is_read(person)


@pytest.mark.parametrize("name", SCRIPTS)
async def test_a_transcript_over_the_web(name: str, meetlat: Meetlat) -> None:
    who, _ = await meetlat.newcomer()
    async with meetlat.browser(who) as visitor:
        visitor.script()
        await play(name, SCRIPTS[name], OnTheWeb(meetlat, visitor), meetlat, who)
