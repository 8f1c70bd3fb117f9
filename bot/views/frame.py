"""What every screen of a dialogue shares: whose it is, what was said, the answers and the ways out."""

from __future__ import annotations

from collections.abc import Iterable

from bot.screen import Block, Button, Entry, Exchange, Look, Style, Text, t, verbatim
from bot.turn import Turn
from bot.views import wording
from bot.views.parts import Rows, column, hint, item, line
from flows.dialogue import Dialogue
from flows.engine import offered, passed, proposal
from flows.model import Flow, Kind, Step
from flows.paths import progress
from flows.values import observed

_PAIR = 2
_SHORT = 14


def heading(turn: Turn) -> Block:
    """Whose measurement this is."""
    code = verbatim(turn.dialogue.client if turn.dialogue else "")
    if turn.dialogue is not None and turn.dialogue.corrigeert:
        return hint(t("heading.correction", "Correctie voor cliënt {code}", code=code))
    return hint(t("heading.client", "Cliënt {code}", code=code))


def answer_rows(step: Step, dialogue: Dialogue, proposed: str | None = None) -> Rows:
    """The choices as buttons: two short ones side by side, otherwise one per row; the proposed one stands out."""
    choices = offered(step, dialogue.answers)
    buttons = [
        Button(
            wording.choice_label(step, choice),
            f"answer/{step.id}/{choice.id}",
            Look.PRIMARY if choice.id == proposed else Look.PLAIN,
        )
        for choice in choices
    ]
    if len(buttons) == _PAIR and all(len(choice.label) <= _SHORT for choice in choices):
        return (tuple(buttons),)
    return column(buttons)


def help_blocks(step: Step) -> list[Block]:
    """The delimitation, the examples each way and the borderline readings of a step."""
    blocks = [line(Text(f"{step.id}.help", step.help))] if step.help else []
    blocks += [item(text) for text in wording.lines(step, "items")]
    for part, heading in (
        ("yes", t("help.yes", "Telt mee, bijvoorbeeld:")),
        ("no", t("help.no", "Telt niet mee, bijvoorbeeld:")),
    ):
        examples = [item(text) for text in wording.lines(step, part)]
        blocks += [Block(Style.TEXT, heading), *examples] if examples else []
    return blocks + [hint(wording.reading(rule)) for rule in step.rules]


def entry(step: Step) -> Entry | None:
    """What may be typed at a step."""
    if step.kind in (Kind.DATE, Kind.PLAN):
        return Entry("date", t("entry.date", "Of typ een datum"), "15-03-2027")
    if step.kind is Kind.NUMBER:
        return Entry("number", t("entry.number", "Typ een getal"), "12")
    return Entry("answer", t("entry.answer", "Of typ uw antwoord")) if step.id == "P0" else None


def shown(turn: Turn, dialogue: Dialogue, step: Step) -> Text:
    """The value a step has now: answered, proposed or not filled in."""
    given = dialogue.answers.get(step.id) or proposal(step, dialogue.answers, dialogue.earlier)
    if given is None and step.kind is Kind.DATE and step.silent:
        given = observed(dialogue.answers, turn.today).isoformat()
    return wording.value(step, given or "onbekend", turn.today)


def log_of(turn: Turn, flow: Flow, dialogue: Dialogue) -> tuple[Exchange, ...]:
    """What was asked and answered before, oldest first."""
    return tuple(_exchanges(turn, flow, dialogue))


def _exchanges(turn: Turn, flow: Flow, dialogue: Dialogue) -> Iterable[Exchange]:
    for step in passed(flow, dialogue.answers):
        if step.card:
            continue
        given = dialogue.answers[step.id]
        if step.kind is Kind.OUTCOME:
            said = wording.named(turn.house.book, given)
        else:
            said = wording.value(step, given, turn.today)
        yield Exchange(wording.ask(step), said, wording.label(step))


def progress_of(flow: Flow, dialogue: Dialogue) -> Text:
    """How far the dialogue is."""
    number, total = progress(flow, dialogue.answers)
    return t("progress", "Stap {number} van hoogstens {total}", number=number, total=total)


def ways_out() -> tuple[Button, ...]:
    """Pause and stop: on every screen of a dialogue."""
    return (
        Button(t("btn.later", "Later"), "later", Look.QUIET),
        Button(t("btn.stop", "Stoppen"), "ask_stop", Look.QUIET),
    )
