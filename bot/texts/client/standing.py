"""How far each language is, and which of them a client may choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.texts.client.catalogs import Message
from bot.texts.client.languages import SOURCE, Language
from bot.texts.client.signatures import Role
from bot.texts.client.texts import ClientTexts, Status, client_texts

# A machine translation is offered when at least nine of ten texts are there; simple Dutch stands in for the rest.
_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Standing:
    """What one language has of all texts, and what is still to do; ``borrowed`` counts those of its fallback."""

    language: Language
    status: Status
    total: int
    borrowed: int
    missing: tuple[Message, ...]
    broken: tuple[Message, ...]
    unread: tuple[Message, ...]
    unchecked: tuple[Message, ...]
    unreadable: str
    revision: str

    @property
    def said(self) -> int:
        """How many texts this language has, of its own or borrowed."""
        return self.total - len(self.missing) - len(self.broken)


def standing(texts: ClientTexts, code: str) -> Standing:
    """Look at every text of one language."""
    missing: list[Message] = []
    broken: list[Message] = []
    signable: list[Message] = []
    borrowed = 0
    reviewed = True
    dropped = texts.catalog(code).dropped
    for message in texts.messages:
        found = texts.find(code, *message.id)
        reviewed &= found.status is Status.REVIEWED
        if code != SOURCE and found.language == SOURCE:
            (broken if message.id in dropped else missing).append(message)
        elif code != SOURCE:
            signable.append(message)
            borrowed += found.language != code
    complete = Status.REVIEWED if reviewed and texts.messages else Status.MACHINE
    return Standing(
        language=texts.languages[code],
        status=Status.SOURCE if code == SOURCE else complete,
        total=len(texts.messages),
        borrowed=borrowed,
        missing=tuple(missing),
        broken=tuple(broken),
        unread=tuple(each for each in signable if not texts.signed(code, each, Role.READER)),
        unchecked=tuple(each for each in signable if not texts.signed(code, each, Role.CONDITIONS)),
        unreadable=texts.catalog(code).unreadable,
        revision=texts.revision(code),
    )


def standings(texts: ClientTexts) -> tuple[Standing, ...]:
    """Every language, in the order of the file."""
    return tuple(standing(texts, code) for code in texts.languages)


def offered(standings: Iterable[Standing], *, machine: bool) -> tuple[Standing, ...]:
    """What a client may choose: simple Dutch and what was signed, and with ``machine`` what is a draft, last."""
    known = list(standings)
    sure = [each for each in known if each.status is not Status.MACHINE]
    drafts = [each for each in known if each.status is Status.MACHINE and _is_worth_choosing(each)]
    return (*sure, *(drafts if machine else ()))


@cache
def client_choices(*, machine: bool) -> tuple[Standing, ...]:
    """What a client of this Meetlat may choose, worked out once."""
    return offered(standings(client_texts()), machine=machine)


def _is_worth_choosing(each: Standing) -> bool:
    """It has most texts, and something of its own: what is all borrowed can be chosen under its own name."""
    return each.said >= _ENOUGH * each.total and each.said > each.borrowed
