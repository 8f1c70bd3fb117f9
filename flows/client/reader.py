"""From the text of the file with a client's questions to checked questions; every fault is told with its line."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256

from flows.client.lint import lint
from flows.client.model import LIEVER_NIET, WEET_NIET, Button, ClientScreen, Conclusion, Questions
from flows.faults import Fault, FaultyFileError, line_of
from flows.model import LONGEST_BUTTON
from flows.table import Table

HEAD = "questions"


def read_questions(name: str, text: str) -> Questions:
    """Read the file called ``name``; raises :class:`FaultyFileError` with all its faults."""
    faults: list[Fault] = []

    def note(item: str, code: str, params: Mapping[str, str]) -> None:
        faults.append(Fault(name, line_of(text, item), item, code, params))

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also numbers of thousands of figures and deep brackets
        raise FaultyFileError((Fault(name, 1, "", "not_toml", {"reason": str(error)}),)) from error
    questions = _questions(Table(data, HEAD, note), Table(data.get(HEAD, {}), HEAD, note))
    for fault in lint(questions):
        note(fault.item, fault.code, fault.params)
    if faults:
        raise FaultyFileError(tuple(faults))
    return questions


def _questions(whole: Table, head: Table) -> Questions:
    whole.raw(HEAD)
    # Each stands on the screens it belongs to, and is one text for a translator.
    shared = {
        WEET_NIET: Button(WEET_NIET, _label(head, "unknown"), "btn.unknown"),
        LIEVER_NIET: Button(LIEVER_NIET, _label(head, "private"), "btn.private"),
    }
    version, keep = head.text("version", required=True), head.text("keep", required=True)
    screens = tuple(_screen(table, shared) for table in whole.tables("screen"))
    conclusions = tuple(_conclusion(table) for table in whole.tables("conclusion"))
    head.done()
    whole.done()
    return Questions(version, _digest(screens, conclusions), screens, conclusions, keep)


def _screen(table: Table, shared: Mapping[str, Button]) -> ClientScreen:
    _named(table)
    own = [_button(each, f"btn.{table.item}.{number}") for number, each in enumerate(table.tables("buttons"), 1)]
    private = [shared[LIEVER_NIET]] if table.flag("private") else []
    screen = ClientScreen(
        id=table.item,
        ask=table.text("ask", required=True),
        help=table.text("help", required=True),
        ex=table.text("ex", required=True),
        keep=table.text("keep", required=True),
        buttons=(*own, *private, shared[WEET_NIET]),
        option=table.optional("option"),
        beside=table.optional("beside"),
    )
    table.done()
    return screen


def _button(table: Table, key: str) -> Button:
    _named(table)
    button = Button(table.item, _label(table, "label"), key)
    table.done()
    return button


def _conclusion(table: Table) -> Conclusion:
    _named(table)
    every, enough = table.texts("all"), table.texts("any")
    if every and enough:
        table.fault("one_of", one="all", other="any")
    if not every and not enough:
        table.fault("missing", field="all")
    conclusion = Conclusion(
        id=table.item,
        screens=every or enough,
        when=table.condition("when"),
        enough=bool(enough),
        left=table.texts("left"),
    )
    table.done()
    return conclusion


def _named(table: Table) -> None:
    if not table.text("id"):
        table.fault("missing", field="id")


def _label(table: Table, field: str) -> str:
    label = table.text(field, required=True)
    if len(label) > LONGEST_BUTTON:
        table.fault("button_too_long", value=label, most=str(LONGEST_BUTTON))
    return label


def _digest(screens: Sequence[ClientScreen], conclusions: Sequence[Conclusion]) -> str:
    """One number for all that a client reads and all that follows from it; what translators are told does not count."""
    read = [{name: value for name, value in asdict(screen).items() if name != "keep"} for screen in screens]
    whole = {"screens": read, "conclusions": [(asdict(each), repr(each.when)) for each in conclusions]}
    written = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(written.encode()).hexdigest()[:16]
