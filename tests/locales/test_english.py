"""In English nothing is left in Dutch: not in one whole measurement, not in any text of a flow."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from support.builders import catalogue, shipped
from support.targets import target_of

from bot.cli.rehearsal import clock_at, ids_from, rehearsal
from bot.config.flows import configured_flows
from bot.conversation.screen import Screen, Text
from bot.routes import ROUTES
from bot.texts.translations import CATALOGS, words
from bot.transcripts.play import Player
from bot.transcripts.transcript import A_CODE
from bot.ui import wording
from bot.ui.explanation import sourced, topic
from flows.gemeente import Gemeente, Options
from flows.model import Flow
from flows.people import RIGHTS, Rol

TODAY = date(2026, 11, 20)
DEFAULT = Options()
OTHERWISE = Options(
    mantelzorg_buitenshuis=False,
    mantelzorg_huisgenoot=True,
    banenafspraak_is_steun=True,
    bbl_altijd_steun=True,
    pgb_is_betaald_werk=False,
    stage_is_betaald_werk=True,
    oproep_weken=0,
)

# For one klantmanager of one gemeente on the web: no choice of gemeente, no invitations, no second channel.
ELSEWHERE = {
    *("where", "connected", "invite", "invite_team", "invited", "sign_in_link"),
    *("colleagues", "colleague", "ask_remove", "confirm_remove"),
}
REACHED = {route.word for route in ROUTES if route.is_view and route.allows(RIGHTS[Rol.KLANTMANAGER])} - ELSEWHERE
# What a screen is about when its route is opened straight away; anything else is a page, or nothing there is.
ABOUT = {"unit": "e", "when": "nu", "name": "b", "period": "jaar", "other": "e"}
FIRST = """
    settings speak/en privacy home ladder trede/3 ladder questions home clients home new create
    help dialogue answer/P0/ja help dialogue answer/Q1/nee help dialogue answer/Q3/nee help dialogue
    answer/Q4/ja why dialogue answer/uitslag help dialogue answer/G1/ja answer/G2/4
    card toggle ask/inkomen answer/inkomen/c confirm help dialogue answer/gepland/6
    edit ask/datum dialogue ask_stop dialogue later resume record
"""
AFTER = """
    client moments moment reason/correct correct record
    client moments moment reason/withdraw ask_withdraw withdraw moments client home
"""
SECOND = """
    new create answer/P0/ja answer/Q1/ja answer/Q2/ja answer/uitslag answer/G1/nee confirm answer/gepland/12 record
    client start answer/P0/ja answer/Q1/ja answer/Q2/nee answer/uitslag confirm answer/gepland/12 record
    correct_same_day
"""

OF_THE_FIELD = re.compile(
    r"\b(tred(e|en)|cliënt(en)?|klant\w*|gemeente\w*|uitkering|met(ing|en)|meetmoment\w*|beheerder|teamleider)\b", re.I
)

Key = tuple[str, str, str | None]


@cache
def english() -> dict[Key, tuple[str, ...]]:
    with (CATALOGS / "en" / "LC_MESSAGES" / "staff.po").open("rb") as file:
        catalog = read_po(file, locale="en")
    held: dict[Key, tuple[str, ...]] = {}
    for message in (each for each in catalog if each.id):
        one, many = (message.id, None) if isinstance(message.id, str) else (message.id[0], message.id[1])
        string = message.string or ""
        held[message.context or "", one, many] = (string,) if isinstance(string, str) else tuple(string)
    return held


@cache
def dutch() -> frozenset[str]:
    """The sentences that read differently in English."""
    return frozenset(one for (_, one, _), strings in english().items() if strings[0] != one)


def parts(text: Text) -> Iterator[Text]:
    """A text and the texts it is filled in with."""
    yield text
    for value in text.params.values():
        if isinstance(value, Text):
            yield from parts(value)


def texts_of(screen: Screen) -> Iterator[Text]:
    yield from (block.text for block in screen.blocks)
    yield from (button.label for row in screen.rows for button in row)
    for exchange in screen.log:
        yield from (exchange.question, exchange.answer)
        yield from (exchange.short,) if exchange.short is not None else ()
    if screen.picture is not None:
        yield from (screen.picture.title, *screen.picture.header)
        yield from (cell for row in screen.picture.rows for cell in row)
    yield from (screen.entry.label,) if screen.entry is not None else ()
    yield from (screen.link.label,) if screen.link is not None and screen.link.label is not None else ()
    yield from (text for text in (screen.progress, screen.closing, screen.notice) if text is not None)


def left_over(text: Text) -> Iterator[str]:
    """What of a text stays Dutch: without a translation, or a sentence that was made to skip it."""
    for part in parts(text):
        if part.key and not all(english().get((part.key, part.source, part.many), ("",))):
            yield f"{part.key}: {part.source}"
        if not part.key and part.source in dutch():
            yield f"no key: {part.source}"
        given = [value for value in part.params.values() if isinstance(value, str)]
        yield from (f"in {part.key}: {value}" for value in given if value in dutch())


class Walker:
    """Taps by route, so that a walk is the same in every language, and looks at every screen on the way."""

    def __init__(self, player: Player) -> None:
        self.player, self.views, self.left = player, set[str](), list[str]()

    @property
    def screen(self) -> Screen:
        assert self.player.handled is not None
        return self.player.handled.screen

    async def tap(self, route: str) -> None:
        said = words(self.player.handled.taal) if self.player.handled is not None else words("nl")
        buttons = [button for row in self.screen.rows for button in row]
        found = next((each for each in buttons if f"{each.route}/".startswith(f"{route}/")), None)
        assert found is not None, f"no {route} among {[each.route for each in buttons]}"
        await self.player.press(said.say(found.label))
        self.look()

    async def type(self, line: str) -> None:
        await self.player.type(line)
        self.look()

    async def open_what_is_left(self) -> None:
        """Every screen of a klantmanager that no button of the walk led to, about the client of the walk."""
        here = "\n".join(words("nl").say(text) for text in texts_of(self.screen))
        code = next(iter(re.findall(A_CODE, here)), "K-")
        about = ABOUT | {"code": code, "client": code}
        for word in sorted(REACHED - self.views):
            await self.player.follow(target_of(ROUTES[word], about))
            self.look()

    def look(self) -> None:
        handled = self.player.handled
        assert handled is not None and handled.chat is not None
        self.views.add(handled.chat.route.split("/")[0])
        if handled.taal == "en":
            toast = (handled.toast,) if handled.toast is not None else ()
            self.left += [each for text in (*texts_of(self.screen), *toast) for each in left_over(text)]


@pytest.fixture
async def walker(tmp_path: Path) -> AsyncIterator[Walker]:
    async with rehearsal(tmp_path / "walk.db", configured_flows(), clock_at(TODAY), ids_from(1)) as player:
        await player.start()
        yield Walker(player)


@pytest.mark.wens("RD29")
async def test_a_whole_measurement_is_held_in_english(walker: Walker) -> None:
    for route in FIRST.split():
        await walker.tap(route)
    for line in ("abc", "K-AAAAAA", "x" * 5000):
        await walker.type(line)
    for route in (AFTER + SECOND).split():
        await walker.tap(route)
    assert walker.player.handled is not None and walker.player.handled.taal == "en"
    await walker.open_what_is_left()
    assert REACHED - walker.views == set()
    assert walker.left == []


async def test_a_left_over_would_be_noticed(walker: Walker) -> None:
    said = next(iter(texts_of(walker.screen)))
    assert list(left_over(said)) == []
    assert list(left_over(replace(said, source="Wat wilt u?")))
    assert list(left_over(replace(said, key="")))
    assert list(left_over(Text("", "3+"))) == []


def texts_in(flow: Flow) -> Iterator[Text]:
    """Every text of a flow as the screens ask for it."""
    yield Text(f"flow.{flow.id}.title", flow.title)
    yield from (Text(f"warning.{each.id}", each.text) for each in flow.cautions)
    for step in flow.steps:
        yield from (wording.ask(step), wording.label(step))
        yield from (Text(f"{step.id}.help", step.help),) if step.help else ()
        yield from (wording.choice_label(step, choice) for choice in step.choices)
        yield from (line for part in ("items", "yes", "no") for line in wording.lines(step, part))
        yield from (text for rule in step.rules for text in (sourced(rule), topic(rule)))


@pytest.mark.parametrize("options", [DEFAULT, OTHERWISE], ids=["default", "otherwise"])
@pytest.mark.parametrize("flow_id", ["stroomschema", "direct"])
def test_every_text_of_a_flow_is_said_in_english(flow_id: str, options: Options) -> None:
    found = list(texts_in(shipped(flow_id, Gemeente(options=options))))
    assert len(found) > 50
    assert [each for text in found for each in left_over(text)] == []


def test_the_examples_that_count_are_said_in_english() -> None:
    found = [line for step in shipped().steps for line in wording.lines(step, "yes")]
    assert [line.key for line in found if (line.key, line.source, None) not in english()] == []


def test_every_position_is_said_in_english() -> None:
    left = []
    for position in catalogue().positions.values():
        named = (wording.position_label(position), wording.short(position), wording.definition(position))
        examples = (Text(f"position.{position.id}.example.{n}", each) for n, each in enumerate(position.examples, 1))
        left += [each for text in (*named, *examples) for each in left_over(text)]
    assert left == []


def test_the_words_of_the_field_are_in_english() -> None:
    strings = [(key, string) for (key, _, _), strings in english().items() for string in strings]
    said = [(key, re.sub(r"\{\w+\}", "", string)) for key, string in strings]
    assert [(key, string) for key, string in said if OF_THE_FIELD.search(string)] == []


def test_nothing_is_shouted() -> None:
    assert [key for (key, one, many), strings in english().items() if "!" in "".join((one, many or "", *strings))] == []
