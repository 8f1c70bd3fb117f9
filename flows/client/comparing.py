"""The client's answers beside the professional's questions, and what came of each when the professional confirmed.

The client proposes and the professional decides, so nothing here is an answer of the staff flow until somebody
confirms it. The wish and the facts stand apart: they never change a position, and the wish never sets growth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.client.asking import asked, concluded, given
from flows.client.model import JA, LEVEL, NEE, WISH, Questions
from flows.conditions import Answers
from flows.model import ONBEKEND


@dataclass(frozen=True, slots=True)
class Said:
    """What a client answered on one screen, by their ids; ``beside`` is the step of the professional it belongs to."""

    screen: str
    value: str
    beside: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the client's answers say about one question of the professional.

    ``value`` is ``ja`` or ``nee``, ``onbekend`` when the client does not know, and none when the client was not asked.
    ``left`` are the grounds that the professional has to look at before a ``nee`` stands.
    """

    question: str
    value: str | None
    said: tuple[Said, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClientPart:
    """All that a client's part leaves: under which questions, what it proposes, and what stands apart from it."""

    version: str
    digest: str
    proposals: tuple[Proposal, ...]
    facts: tuple[Said, ...] = ()
    wish: str | None = None


class Verdict(StrEnum):
    """How a professional's answer relates to what the client said.

    ``gelijk``: the same · ``anders``: the other answer · ``aangevuld``: the client said no, and a ground that only the
    professional knows made it a yes · ``onbekend``: the client did not know · ``niet_gevraagd``: nobody asked.
    """

    GELIJK = "gelijk"
    ANDERS = "anders"
    AANGEVULD = "aangevuld"
    ONBEKEND = "onbekend"
    NIET_GEVRAAGD = "niet_gevraagd"


@dataclass(frozen=True, slots=True)
class Compared:
    """One question after the professional answered it."""

    question: str
    client: str | None
    professional: str
    verdict: Verdict


def client_part(questions: Questions, answers: Answers) -> ClientPart:
    """What a client's answers come down to; also of a part that was not finished."""
    counted = given(questions, answers)
    apart = tuple(Said(each.id, counted[each.id], each.beside or "") for each in questions.apart if each.id in counted)
    return ClientPart(
        questions.version,
        questions.digest,
        tuple(_proposals(questions, answers)),
        tuple(said for said in apart if said.screen != WISH),
        next((said.value for said in apart if said.screen == WISH), None),
    )


def proposed(part: ClientPart, grounds: Answers) -> dict[str, str]:
    """The answers to propose in the staff flow: only what is decided, and nothing for what the client does not know.

    ``grounds`` holds ``ja`` or ``nee`` for the grounds that the professional looked at: one ``ja`` is enough for the
    question it belongs to, and a ``nee`` of the client stands only when all of them are ``nee``.
    """
    found = {}
    for proposal in part.proposals:
        value = proposal.value
        looked = [grounds.get(each) for each in proposal.left]
        if JA in looked:
            value = JA
        elif any(each != NEE for each in looked):
            value = None
        if value in (JA, NEE):
            found[proposal.question] = value
    return found


def compared(part: ClientPart, grounds: Answers, confirmed: Answers) -> tuple[Compared, ...]:
    """Each question that the professional confirmed or changed, with what differed and what was unknown."""
    found = []
    for proposal in part.proposals:
        if (professional := confirmed.get(proposal.question)) is not None:
            verdict = _verdict(proposal, professional, [grounds.get(each) for each in proposal.left])
            found.append(Compared(proposal.question, proposal.value, professional, verdict))
    return tuple(found)


def _proposals(questions: Questions, answers: Answers) -> Iterator[Proposal]:
    """One for each question, also for those that the client was not asked."""
    values, counted = concluded(questions, answers), given(questions, answers)
    shown = {screen.id for screen in asked(questions, answers)}
    by_id = {each.id: each for each in questions.conclusions}
    for name in LEVEL:
        value, conclusion = values.get(name), by_id[name]
        mine = [each for each in conclusion.screens if each in shown and each in counted]
        said = tuple(Said(each, counted[each], name) for each in mine)
        # Who knows of one ground already need not look for others.
        yield Proposal(name, value, said, () if value in (JA, None) else conclusion.left)


def _verdict(proposal: Proposal, professional: str, looked: Sequence[str | None]) -> Verdict:
    match proposal.value:
        case None:
            return Verdict.NIET_GEVRAAGD
        case value if value == ONBEKEND:
            return Verdict.ONBEKEND
        case value if value == professional:
            return Verdict.GELIJK
    return Verdict.AANGEVULD if professional == JA and JA in looked else Verdict.ANDERS
