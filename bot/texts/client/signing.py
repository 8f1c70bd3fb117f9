"""Signing translations: which a person may sign, and the file with one person's signatures added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts.client.catalogs import Message
from bot.texts.client.languages import SOURCE
from bot.texts.client.signatures import Role, Signature, Signatures, digest
from bot.texts.client.texts import ClientTexts


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be signed; what is not translated; and what the same person signed in the other role."""

    messages: tuple[Message, ...]
    untranslated: tuple[Message, ...]
    both: tuple[Message, ...]


def plan(texts: ClientTexts, code: str, role: Role, reviewer: str, keys: Sequence[str]) -> Plan:
    """What somebody wants to sign: the texts with these keys, or every text that waits for this role."""
    chosen = [each for each in texts.messages if each.key in keys] if keys else list(texts.messages)
    said = [each for each in chosen if texts.find(code, *each.id).language != SOURCE]
    if not keys:
        said = [each for each in said if not texts.signed(code, each, role)]
    other = next(each for each in Role if each is not role)
    both = [each for each in said if texts.signed(code, each, other) == reviewer]
    untranslated = [each for each in chosen if each not in said] if keys else []
    return Plan(tuple(said), tuple(untranslated), tuple(both))


def signed_by(
    texts: ClientTexts, code: str, role: Role, reviewer: str, messages: Sequence[Message], day: date
) -> Signatures:
    """All signatures, with those of one person for these texts as they are said now."""
    fresh = {
        (code, role, each.key): Signature(digest(*each.id, texts.find(code, *each.id).text), reviewer, day)
        for each in messages
    }
    return {**texts.signatures, **fresh}
