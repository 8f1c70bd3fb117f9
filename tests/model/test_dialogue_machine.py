"""Whatever somebody does, in whatever order: Meetlat and the dialogue on paper stay alike."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from support.memory import in_memory
from support.oracle import ACTS, CARD, Desk, Form, Seat, Sheet
from support.storage import found

from bot.config.flows import configured_flows
from bot.conversation.context import AppContext
from bot.conversation.conversation import Conversation, Handled
from bot.conversation.event import Channel, Commanded, Event, Input, Tapped, Typed, Unwanted
from bot.conversation.screen import Look, Screen
from bot.home.routes import NEW
from bot.routes import ROUTES
from bot.runtime.clock import Clock, Ids
from bot.texts.translations import words
from bot.tg.render import render
from flows.people import Functionaris, Rol
from storage.tables import AUDIT, DIALOGUE, MEETMOMENT
from storage.unit import Storage

THOROUGH = os.environ.get("MEETLAT_HYPOTHESIS") == "thorough"
STAFF = 3
BIGGEST = 9_999_999
# A municipality asks the deciding question of every hermeting afresh, or of none.
SAMPLING = {asked: configured_flows().with_choices({"steekproef_een_op": str(int(asked))}) for asked in (False, True)}
CHANNELS = st.sampled_from(Channel)

TYPED = (
    *("ja", "nee", "j", "n", "0", "1", "2", "3", "4", "5", "9", "1+", "3+", "6", "a", "d", "verhuisd", "intake"),
    *(
        "terug",
        "later",
        "uitleg",
        "stop",
        "back",
        "pauze",
        "help",
        "klopt",
        "vastleggen",
        "ok",
        "banaan",
        "ja!" * 100,
        "\u202ebanaan",
        "K-XXXXXX",
    ),
)
DAYS = (-70, -60, -10, 0, 1, 40, 364, 500)
COMMANDS = {"start": "home", "menu": "home", "meting": "new", "clienten": "clients/0", "uitleg": "ladder"}
UNWANTED = ("edited", "media", "forwarded")

ONWARD = (
    *("answer", "confirm", "create", "record", "correct_same_day", "new", "resume", "start"),
    *("unchanged", "different", "afresh"),
)
ASIDE = (
    "back",
    "edit",
    "card",
    "card_help",
    "ask",
    "toggle",
    "why",
    "help",
    "rules",
    "read_along",
    "ask_let_go",
    "let_go",
)
TAKES_ANSWERS = ("dialogue", "help", "why", "ask", "rules", "read_along")
SELDOM = ("answer/P0/intake", "answer/P0/uit_beeld")
# Outside a measurement, what is typed on a screen of its own is not told on paper.
UNTOLD = frozenset(route.word for route in ROUTES if route.read_typed and not route.of_dialogue) - {NEW.word}
VIEWS = frozenset(route.word for route in ROUTES if route.is_view)
TOLD = frozenset({*VIEWS, *ACTS, "resume", "correct", "withdraw", "speak"}) - UNTOLD
# What no button of any screen carries: these lead nowhere.
GIBBERISH = (
    *("", "answer", "answer/Q1", "answer/Q1/ja/nog", "connected/abc", "invited/abc", "home/1", "../../etc", "x" * 60),
    *("ANSWER/Q1/ja", "answer/Q1/j a", "record\n", "toggle/", "💥"),
)
# Known words out of turn: what they do, if anything, stands on paper as well.
OUT_OF_TURN = (
    *("answer/Q9/ja", "answer/Q1/banaan", "answer/Q1/ja", "answer/Q5/nee", "answer/G2/6", "answer/uitslag/7"),
    *("answer/uitslag/4", "answer/inkomen/z", "answer/inkomen/c", "answer/gepland/3", "answer/gepland/2020-01-01"),
    *("toggle/P0", "toggle/nope", "confirm/nope", "confirm/kenmerken", "record", "later", "back", "direct"),
    *("ask/Q5", "ask/gepland", "ask/uitslag", "ask/nope", "help", "why", "edit", "ask_stop", "same_day", "dialogue"),
    *(
        "unchanged",
        "different",
        "afresh",
        "card_help",
        "rules/Q2/1",
        "rules/nope/0",
        "read_along/Q3/1",
        "read_along/nope/0",
    ),
)
ELSEWHERE = (
    *("resume/nope", "start/K-XXXXXX", "restart/K-XXXXXX", "create/9999", "client/nope", "clients/99", "trede/9"),
    *("correct/nope/anders", "withdraw/nope/anders", "moment/nope", "moments/nope/0", "receipt/nope", "where"),
    *("invite", "invite_as/beheerder", "send_invite/beheerder", "reason/correct/nope"),
)


class DialogueMachine(RuleBasedStateMachine):
    """One functionaris at a time, on two channels, with everything that may come between."""

    _template: Path | None = None

    @initialize(samples=st.booleans())
    def start_meetlat(self, samples: bool) -> None:
        """A new database with a few people in it and no clients."""
        self.samples = samples
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="meetlat-model-", dir=in_memory()))
        shutil.copyfile(_template(), self.folder / "m.db")
        self.now = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
        self.clock, self.ids = Clock(lambda: self.now), Ids(Random(7))
        self.desks = [Desk("km0", samples)]
        self.seats = {channel: Seat() for channel in Channel}
        self.forms: dict[str, Form] = {}
        self.sheets: dict[str, int] = {}
        self.registered: dict[tuple[str, int], Mapping[str, Any]] = {}
        self.taps: list[tuple[Channel, Tapped]] = []
        self.revisions = dict.fromkeys(Channel, 0)
        self.misses: list[datetime] = []
        self.last: Event | None = None
        self.number = 0
        self.kept: dict[sa.Table, list[sa.RowMapping]] = {}
        self.seen: dict[Channel, Handled] = {}
        self._open()
        for channel in Channel:
            self._send(channel, Commanded("start"))

    def teardown(self) -> None:
        """Leave nothing behind."""
        if hasattr(self, "runner"):
            self.runner.run(self.storage.close())
            self.runner.close()
            shutil.rmtree(self.folder)

    @property
    def desk(self) -> Desk:
        """The paper of whoever works here now."""
        return self.desks[-1]

    # What a person may do.

    @rule(channel=CHANNELS, data=st.data(), taps=st.integers(1, 16))
    def measure(self, channel: Channel, data: st.DataObject, taps: int) -> None:
        """Go through a measurement with one answer or another, as far as it goes."""
        self._measure(channel, data, taps)

    @rule(channel=CHANNELS, data=st.data(), taps=st.integers(4, 16))
    def measure_again(self, channel: Channel, data: st.DataObject, taps: int) -> None:
        """Most of the time is spent on measuring."""
        self._measure(channel, data, taps)

    @rule(channel=CHANNELS, data=st.data(), days=st.sampled_from([0, 1, 40]), taps=st.integers(0, 8))
    def measure_once_more(self, channel: Channel, data: st.DataObject, days: int, taps: int) -> None:
        """Measure somebody new in a hurry, and again some days later."""
        self._command(channel, "meting")
        self._tap_one_of(channel, data, "create")
        while onward := self._onward(channel):
            self._tap(channel, onward[0])
            self._compare()
        self.wait(days)
        self._command(channel, "clienten")
        for word in ("client", "start", "unchanged|different|afresh"):
            self._tap_one_of(channel, data, *word.split("|"))
            self._compare()
        self._measure(channel, data, taps)

    @rule(channel=CHANNELS, data=st.data())
    def correct(self, channel: Channel, data: st.DataObject) -> None:
        """Look a client up in the list and open what was recorded."""
        self._command(channel, "clienten")
        for word in ("client", "moments", "moment", "reason", "correct|ask_withdraw", "withdraw"):
            self._tap_one_of(channel, data, *word.split("|"))

    @rule(channel=CHANNELS, data=st.data())
    def answer(self, channel: Channel, data: st.DataObject) -> None:
        """Answer the question, change an answer, or confirm what is shown."""
        self._tap_one_of(channel, data, "answer", "confirm", "create", "start")

    @rule(channel=CHANNELS)
    def go_on(self, channel: Channel) -> None:
        """Take the first button, as somebody in a hurry does."""
        screen = self._screen(channel)
        self._tap(channel, screen.rows[0][0].route)

    @rule(channel=CHANNELS, data=st.data())
    def record(self, channel: Channel, data: st.DataObject) -> None:
        """Record, or turn into a correction."""
        self._tap_one_of(channel, data, "record", "correct_same_day")

    @rule(channel=CHANNELS, data=st.data())
    def change(self, channel: Channel, data: st.DataObject) -> None:
        """Go back, or change something from the summary or the card."""
        self._tap_one_of(channel, data, "back", "edit", "ask", "card", "toggle")

    @rule(channel=CHANNELS, data=st.data())
    def leave(self, channel: Channel, data: st.DataObject) -> None:
        """Pause, stop, take up again; take off the list who was never measured."""
        self._tap_one_of(channel, data, "later", "ask_stop", "stop", "resume", "ask_let_go", "let_go")

    @rule(channel=CHANNELS, data=st.data())
    def begin_by_mistake(self, channel: Channel, data: st.DataObject) -> None:
        """Make a code for nobody, and take it off the list again or not."""
        self._command(channel, "meting")
        for word in ("create", "ask_stop", "stop", "ask_let_go", "let_go"):
            self._tap_one_of(channel, data, word)
            self._compare()

    @rule(channel=CHANNELS, data=st.data())
    def look_back(self, channel: Channel, data: st.DataObject) -> None:
        """Correct or withdraw what was recorded."""
        self._tap_one_of(channel, data, "client", "moments", "moment", "reason", "correct", "ask_withdraw", "withdraw")

    @rule(channel=CHANNELS, data=st.data())
    def tap_anything(self, channel: Channel, data: st.DataObject) -> None:
        """Take any button."""
        self._tap_one_of(channel, data)

    @rule(channel=CHANNELS, text=st.sampled_from(TYPED))
    def type_something(self, channel: Channel, text: str) -> None:
        """Type an answer, a word or rubbish."""
        self._type(channel, text)

    @rule(channel=CHANNELS, days=st.sampled_from(DAYS))
    def type_a_day(self, channel: Channel, days: int) -> None:
        """Type a date."""
        self._type(channel, (self.clock.today() + timedelta(days=days)).isoformat())

    @precondition(lambda self: self.desk.clients)
    @rule(channel=CHANNELS, data=st.data())
    def type_a_code(self, channel: Channel, data: st.DataObject) -> None:
        """Type the code of a client."""
        self._type(channel, data.draw(st.sampled_from(self.desk.clients)).lower())

    @rule(channel=CHANNELS, name=st.sampled_from(sorted(COMMANDS)))
    def command(self, channel: Channel, name: str) -> None:
        """Use the menu of commands."""
        self._command(channel, name)

    @rule(channel=CHANNELS)
    def command_to_stop(self, channel: Channel) -> None:
        """Stopping is only asked when there is something to stop."""
        seat = self.seats[channel]
        seat.route = "home" if seat.live is None else "ask_stop"
        self._send(channel, Commanded("stop"))

    @rule(channel=CHANNELS, given=st.sampled_from([Commanded("onzin"), *map(Unwanted, UNWANTED)]))
    def send_something_else(self, channel: Channel, given: Input) -> None:
        """A photo, an edited message, an unknown command: the same screen again."""
        self._send(channel, given)

    # What may go wrong.

    @precondition(lambda self: self.taps)
    @rule(data=st.data(), message=st.sampled_from([None, 1, 2]))
    def tap_an_old_button(self, data: st.DataObject, message: int | None) -> None:
        """A button of an earlier screen, on the same or another message, changes nothing."""
        channel, tapped = data.draw(st.sampled_from(self.taps[-12:]))
        if (tapped.revision or 0) < self.revisions[channel]:
            self._send(channel, Tapped(tapped.route, tapped.revision, message))

    @precondition(lambda self: self.taps)
    @rule()
    def tap_twice(self) -> None:
        """The second half of a double tap changes nothing."""
        channel, tapped = self.taps[-1]
        if (tapped.revision or 0) < self.revisions[channel]:
            self._send(channel, tapped)

    @rule(channel=CHANNELS, route=st.sampled_from(GIBBERISH))
    def forge_rubbish(self, channel: Channel, route: str) -> None:
        """A client may send any bytes."""
        self._send(channel, Tapped(route, self.revisions[channel]))

    @rule(channel=CHANNELS, route=st.sampled_from(OUT_OF_TURN))
    def forge_out_of_turn(self, channel: Channel, route: str) -> None:
        """A button that the screen does not have."""
        self._tap(channel, route)

    @rule(channel=CHANNELS, route=st.sampled_from(ELSEWHERE))
    def forge_another_place(self, channel: Channel, route: str) -> None:
        """A client, a meetmoment or a right that is not theirs: wherever that leads, nothing is kept of it."""
        self._send(channel, Tapped(route, self.revisions[channel]))
        chat = self._look(channel).chat
        self.seats[channel].route = "home" if chat is None else chat.route

    @precondition(lambda self: self.last is not None)
    @rule()
    def deliver_again(self) -> None:
        """The same update once more has no second effect."""
        assert self.last is not None
        assert self._handle(self.last).repeated

    @rule()
    def restart(self) -> None:
        """The process ends and another one begins."""
        self.runner.run(self.storage.close())
        self._open()
        self.runner.run(self._learn())

    @rule(days=st.sampled_from([0.1, 1, 3, 20, 70]))
    def wait(self, days: float) -> None:
        """Time goes by."""
        self.now += timedelta(days=days)
        self.runner.run(self._learn())

    @precondition(lambda self: len(self.desks) < STAFF and self.desk.notes)
    @rule()
    def dismiss(self) -> None:
        """A removed functionaris has no access from the next message on; somebody else begins."""
        self.runner.run(self._remove(self.desk.by))
        for channel in Channel:
            refused = self._handle(self._event(channel, Tapped("record", self.revisions[channel])))
            assert refused.rol is None
            assert refused.chat is None
        self.desks.append(Desk(f"km{len(self.desks)}", self.samples))
        self.seats = {channel: Seat() for channel in Channel}
        self.revisions = dict.fromkeys(Channel, 0)
        self.taps, self.misses, self.last = [], [], None
        for channel in Channel:
            self._send(channel, Commanded("start"))

    # What must hold at every moment.

    @invariant()
    def dialogues_are_kept_as_on_paper(self) -> None:
        """Every answer, also of those who left."""
        due = [
            (form.by, form.client, form.direct, form.status, sorted(form.answers.items()), form.corrects)
            for form in self.forms.values()
        ]
        kept = [
            (
                row["functionaris"],
                row["client"],
                row["flow"] == "direct",
                row["status"],
                sorted(row["answers"].items()),
                self.sheets.get(row["corrigeert"]) if row["corrigeert"] else None,
            )
            for row in self.kept[DIALOGUE]
        ]
        due_only, kept_only = Counter(map(str, due)), Counter(map(str, kept))
        assert due_only == kept_only, (due_only - kept_only, kept_only - due_only)

    @invariant()
    def meetmomenten_only_grow(self) -> None:
        """What was registered stays, and new versions are as on paper."""
        rows = {(row["id"], row["versie"]): dict(row) for row in self.kept[MEETMOMENT]}
        assert {key: rows.get(key) for key in self.registered} == self.registered
        self.registered = dict(rows)
        assert sorted(map(_of_row, rows.values()), key=str) == sorted(map(_of_sheet, self._all_sheets()), key=str)

    @invariant()
    def every_change_is_in_the_trail(self) -> None:
        """And nothing else is."""
        told = Counter((desk.by, note) for desk in self.desks for note in desk.notes)
        kept = Counter((row["wie"], row["wat"]) for row in self.kept[AUDIT] if row["wat"] != "code_onbekend")
        assert kept == told

    @invariant()
    def screens_are_as_on_paper(self) -> None:
        """On both channels, with a way on, in buttons that Telegram takes."""
        for channel, seat in self.seats.items():
            handled = self._look(channel)
            assert handled.chat is not None
            assert handled.chat.route.partition("/")[0] == seat.route.partition("/")[0], (channel, handled.chat, seat)
            routes = [button.route for row in handled.screen.rows for button in row]
            due = self.desk.routes(seat)
            assert routes
            assert due is None or due == set(routes), (channel, seat, due, routes)
            assert all(len(f"{BIGGEST}.{route}".encode()) <= 64 for route in routes)
            if seat.route == "home":
                waiting = {name for name, form in self.forms.items() if form in list(self.desk.waiting())}
                offered = {route.partition("/")[2] for route in routes if route.startswith("resume/")}
                assert offered <= waiting
                assert len(offered) == min(3, len(waiting))
            render(handled.screen, BIGGEST, words(handled.taal))

    # How it is done.

    def _open(self) -> None:
        meetlat = AppContext(ROUTES, SAMPLING[self.samples], self.clock, self.ids, b"k" * 32, naam="Gemeente Voorbeeld")
        self.storage = self.runner.run(Storage.open(f"sqlite+aiosqlite:///{self.folder}/m.db"))
        self.conversation = Conversation(self.storage, meetlat)

    def _command(self, channel: Channel, name: str) -> None:
        self.seats[channel].route = COMMANDS[name]
        self._send(channel, Commanded(name))

    def _onward(self, channel: Channel) -> list[str]:
        routes = [button.route for row in self._screen(channel).rows for button in row]
        return [route for route in routes if route.partition("/")[0] in ONWARD]

    def _measure(self, channel: Channel, data: st.DataObject, taps: int) -> None:
        for _ in range(taps):
            routes = [button.route for row in self._screen(channel).rows for button in row]
            onward = self._onward(channel)
            aside = [route for route in routes if route.partition("/")[0] in ASIDE]
            likely = [route for route in onward if route not in SELDOM] or onward
            self._tap(channel, data.draw(st.sampled_from(4 * likely + onward + aside or routes[:1])))
            self._compare()

    def _compare(self) -> None:
        """Look after every single tap, also within a rule."""
        for each in (self.dialogues_are_kept_as_on_paper, self.screens_are_as_on_paper):
            each()

    def _tap_one_of(self, channel: Channel, data: st.DataObject, *wanted: str) -> None:
        routes = [button.route for row in self._screen(channel).rows for button in row]
        fitting = [route for route in routes if not wanted or route.partition("/")[0] in wanted]
        if fitting:
            self._tap(channel, data.draw(st.sampled_from(fitting)))

    def _tap(self, channel: Channel, route: str) -> None:
        """Press a button, unless it does something that is not told on paper."""
        if route.partition("/")[0] not in TOLD:
            return
        tapped = Tapped(route, self.revisions[channel], 1 if channel is Channel.TELEGRAM else None)
        self._write_down(channel, route)
        self.taps.append((channel, tapped))
        self._send(channel, tapped)
        self._see_which(channel, route)

    def _see_which(self, channel: Channel, route: str) -> None:
        """Of several unfinished forms of one client Meetlat takes up the one that was touched last."""
        word, _, client = route.partition("/")
        waiting = list(self.desk.waiting(client))
        chat = self._look(channel).chat
        if word == "start" and len(waiting) > 1 and chat is not None and chat.dialogue is not None:
            assert any(self.forms[chat.dialogue] is form for form in waiting)
            self.seats[channel].form = self.forms[chat.dialogue]

    def _write_down(self, channel: Channel, route: str) -> None:
        self.desk.today = self.clock.today()
        seat = self.seats[channel]
        word, _, rest = route.partition("/")
        if word == "resume":
            form = self.forms[rest]
            seat.route = self.desk.take_up(seat, form) if form.status == "open" else "home"
        elif word in ("correct", "withdraw"):
            self._look_again(seat, word, *rest.split("/"))
        elif word == "speak":
            seat.route = "settings"
        else:
            self.desk.tap(seat, route)

    def _look_again(self, seat: Seat, word: str, moment: str, reason: str) -> None:
        if moment not in self.sheets:
            seat.route = "clients/0"
            return
        sheet = next(each for each in reversed(self.desk.sheets) if each.moment == self.sheets[moment])
        if word == "correct":
            seat.route = self.desk.correct(seat, sheet, reason)
        else:
            self.desk.withdraw(sheet)
            seat.route = f"moment/{moment}"

    def _type(self, channel: Channel, text: str) -> None:
        self.desk.today = self.clock.today()
        seat, pressed = self.seats[channel], self._pressed(channel, text)
        if pressed is not None:
            self._write_down(channel, pressed)
        elif seat.live is not None and seat.route.partition("/")[0] in TAKES_ANSWERS:
            if len(text) <= 200:
                self.desk.say(seat, text)
        elif (code := text.upper()) in self.desk.clients and seat.route.partition("/")[0] in ("new", "pick"):
            self._write_down(channel, f"start/{code}")
        elif code in self.desk.clients:
            seat.route = f"client/{code}"
        self._send(channel, Typed(text))
        self._see_which(channel, pressed or "")

    def _pressed(self, channel: Channel, text: str) -> str | None:
        """The button whose label was typed; in a dialogue a yes is the first one, when it stands out."""
        seen = self._look(channel)
        buttons = [button for row in seen.screen.rows for button in row]
        labelled = [each.route for each in buttons if words(seen.taal).say(each.label).casefold() == text]
        asked = self.seats[channel].route == "dialogue"
        if not labelled and asked and text in ("ja", "j", "ok") and buttons[0].look is Look.PRIMARY:
            return buttons[0].route
        return labelled[0] if len(labelled) == 1 else None

    def _send(self, channel: Channel, given: Input) -> None:
        self.last = self._event(channel, given)
        before = self.revisions[channel]
        handled = self._handle(self.last)
        assert handled.chat is not None
        assert before <= handled.chat.revision <= before + 1
        self.runner.run(self._learn())

    def _event(self, channel: Channel, given: Input) -> Event:
        self.number += 1
        return Event(channel, self._address(channel), str(self.number), given)

    def _address(self, channel: Channel) -> str:
        return self.desk.by if channel is Channel.WEB else f"10{self.desk.by[2:]}"

    def _handle(self, event: Event) -> Handled:
        return self.runner.run(self.conversation.handle(event))

    def _look(self, channel: Channel) -> Handled:
        return self.seen[channel]

    def _screen(self, channel: Channel) -> Screen:
        return self._look(channel).screen

    async def _learn(self) -> None:
        """See what there is now, with the ids and the codes that the dice made up for what is new."""
        async with self.storage.look() as unit:
            for table in (DIALOGUE, MEETMOMENT, AUDIT):
                self.kept[table] = list((await unit.connection.execute(sa.select(table))).mappings())
        for row in self.kept[DIALOGUE]:
            if row["id"] not in self.forms:
                form = next(each for each in self.desk.forms if all(each is not known for known in self.forms.values()))
                self.forms[row["id"]] = form
                if not form.client:
                    form.client = self.desk.clients[-1] = row["client"]
        for row in self.kept[MEETMOMENT]:
            if row["id"] not in self.sheets:
                self.sheets[row["id"]] = self.desk.sheets[-1].moment
        for channel in Channel:
            seen = await self.conversation.look(channel, self._address(channel))
            if seen is not None and seen.chat is not None:
                self.seen[channel] = seen
                self.revisions[channel] = seen.chat.revision

    async def _remove(self, who: str) -> None:
        async with self.storage.unit() as unit:
            await unit.people.remove(who, self.now)

    def _all_sheets(self) -> list[Sheet]:
        return [sheet for desk in self.desks for sheet in desk.sheets]


def _of_row(row: Mapping[str, Any]) -> tuple[object, ...]:
    kenmerken = sorted((name, row[name]) for name in _KENMERKEN if row[name] is not None)
    known = (row["client"], row["versie"], row["door"], row["datum"], str(row["positie"]), row["groei"])
    judged = (row["bevestiging"], row["steekproef"])
    return (*known, row["actie"], row["gepland"], row["reden_uit_beeld"], row["verwachte_trede"], judged, kenmerken)


def _of_sheet(sheet: Sheet) -> tuple[object, ...]:
    expected = sheet.answers.get("G2")
    known = (sheet.client, sheet.version, sheet.by, sheet.day, sheet.positie, sheet.groei)
    gone = sheet.answers.get("reden_uit_beeld")
    judged = (sheet.said, sheet.sample)
    rest = (sheet.planned, gone, None if expected is None else int(expected), judged, sorted(sheet.kenmerken().items()))
    return (*known, sheet.action, *rest)


_KENMERKEN = [column.name for column in MEETMOMENT.c if column.name in CARD]


def _template() -> Path:
    if DialogueMachine._template is None:
        path = Path(tempfile.mkdtemp(prefix="meetlat-model-", dir=in_memory())) / "template.db"
        asyncio.run(_furnish(path))
        DialogueMachine._template = path
    return DialogueMachine._template


async def _furnish(path: Path) -> None:
    storage = await Storage.open(f"sqlite+aiosqlite:///{path}")
    try:
        people = [Functionaris(f"km{n}", f"Klantmanager {n}", Rol.KLANTMANAGER, "t1") for n in range(STAFF)]
        await found(storage, *people)
        async with storage.unit() as unit:
            for n in range(STAFF):
                await unit.people.link(f"10{n}", f"km{n}", datetime(2026, 1, 1, tzinfo=UTC))
    finally:
        await storage.close()


TestDialogueMachine = DialogueMachine.TestCase
TestDialogueMachine.settings = settings(
    max_examples=int(os.environ.get("MEETLAT_MODEL_EXAMPLES", "2000" if THOROUGH else "10")),
    stateful_step_count=100 if THOROUGH else 40,
    deadline=None,
)
pytestmark = pytest.mark.filterwarnings("error")
