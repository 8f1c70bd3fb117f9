"""The vocabulary: a flow is a list of steps, a dialogue is its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from flows.conditions import ALWAYS, Answers, Condition

# The answer of a kenmerk, or of a question that a municipality may leave out, that was not filled in; what is
# recorded leaves it out, and no choice of such a step may be called so.
ONBEKEND = "onbekend"
LONGEST_BUTTON = 24
LONGEST_TEXT = 500


class Kind(StrEnum):
    """What a step asks for.

    ``choice``: one of the choices · ``outcome``: confirm the outcome so far, the answer is its id ·
    ``plan``: a number of months (a choice) or a date of one's own · ``date``: a day · ``number``: a
    whole number.
    """

    CHOICE = "choice"
    OUTCOME = "outcome"
    PLAN = "plan"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that is offered, with what a person may type for it; ``means`` says in words what is so then.

    It belongs to measurements from the day ``van`` and before the day ``tot``.
    """

    id: str
    label: str
    typed: tuple[str, ...] = ()
    means: str = ""
    when: Condition = ALWAYS
    option: str | None = None
    van: date | None = None
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class Default:
    """What a step proposes before anyone answered, under which earlier answers."""

    value: str
    when: Condition = ALWAYS


class Source(StrEnum):
    """Where a rule comes from: the VNG's brochure, what municipalities published, or a reading of Meetlat."""

    BROCHURE = "brochure"
    PRAKTIJK = "praktijk"
    LEZING = "lezing"


@dataclass(frozen=True, slots=True)
class Rule:
    """A borderline rule of the ladder; ``option`` is the municipality's setting that decides its reading.

    ``one`` is the text for a setting of 1, where ``text`` has ``{n}`` in it. ``steps`` are the questions it belongs
    to, ``first`` those of them that show it at once; ``ground`` says why it is read so. ``effect`` are the positions
    it leads to, none where the other answers decide; ``effect_otherwise`` those under the other setting.
    """

    id: str
    text: str
    otherwise: str = ""
    one: str = ""
    option: str | None = None
    setting: bool | int = True
    topic: str = ""
    ground: str = ""
    steps: tuple[str, ...] = ()
    effect: tuple[str, ...] = ()
    effect_otherwise: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    first: tuple[str, ...] = ()

    @property
    def reading(self) -> str:
        """The sentence that applies under the present setting; ``{n}`` still stands for a number."""
        return self.text if self.setting else self.otherwise

    @property
    def leads_to(self) -> tuple[str, ...]:
        """The positions it leads to under the present setting."""
        return self.effect if self.setting else self.effect_otherwise


@dataclass(frozen=True, slots=True)
class Step:
    """One question.

    ``card`` steps with the same name are shown together; ``silent`` steps are never asked, only shown in
    the summary; what is ``derived`` is nobody's to answer, because it follows from what is registered elsewhere;
    an answer falls when the step it ``follows`` is answered differently; ``option`` names the municipality's setting
    that switches the step on; ``months`` after the situation is the last day of a plan; ``label_en`` is the name of a
    municipality's own field for who reads English. What was left open last time stays ``open`` without being asked
    again; what is asked ``afresh`` is never taken over from last time; the answer to an ``unsure`` step may be that
    it is not known.
    """

    id: str
    label: str
    ask: str
    kind: Kind = Kind.CHOICE
    help: str = ""
    items: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    rules: tuple[Rule, ...] = ()
    when: Condition = ALWAYS
    default: tuple[Default, ...] = ()
    card: str | None = None
    option: str | None = None
    follows: str | None = None
    silent: bool = False
    derived: bool = False
    bounds: tuple[int, int] | None = None
    months: int = 12
    label_en: str = ""
    open: bool = False
    afresh: bool = False
    unsure: bool = False

    @property
    def on_card(self) -> bool:
        """Whether somebody answers it on a card."""
        return self.card is not None and not self.derived


@dataclass(frozen=True, slots=True)
class Outcome:
    """A position on the ladder and the answers that lead to it."""

    id: str
    when: Condition
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """A consistency warning: shown, never blocking."""

    id: str
    text: str
    when: Condition


@dataclass(frozen=True, eq=False)
class Flow:
    """A way to measure: steps in order, the outcomes they lead to, and what is known beforehand.

    ``facts`` are the ids of things known before the first question, with their possible values; ``given``
    holds the answers that the municipality's settings leave no choice about; ``rules`` names this version
    with these settings.
    """

    id: str
    version: str
    title: str
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]
    cautions: tuple[Caution, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given: Answers = field(default_factory=dict)
    rules: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """The steps by their id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def followers(self) -> Mapping[str, tuple[str, ...]]:
        """For each step the steps whose answers fall with it."""
        return {step.id: tuple(other.id for other in self.steps if other.follows == step.id) for step in self.steps}

    def card(self, name: str) -> Iterator[Step]:
        """The steps that stand on one card together."""
        return (step for step in self.steps if step.card == name)


@dataclass(frozen=True, slots=True)
class Position:
    """The words for one position on the ladder: the same for every role."""

    id: str
    label: str
    short: str
    definition: str
    examples: tuple[str, ...] = ()
