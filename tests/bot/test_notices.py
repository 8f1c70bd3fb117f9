"""A notice that is kept with a chat is said, or is silent; it never keeps anybody from their screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.notices import _PLAIN, _WITH_DAY, notice
from bot.texts.translations import LOCALES, words

NAMES = st.one_of(st.sampled_from([*_WITH_DAY, *_PLAIN]), st.text(max_size=12))
MALFORMED = ("2026-11-20", "2026-13-45", "20-11-2026", "{day}")
VALUES = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(MALFORMED))


@given(NAMES, VALUES, st.sampled_from(sorted(LOCALES)))
def test_whatever_was_kept_can_be_said(name: str, value: str | None, taal: str) -> None:
    said = notice(name if value is None else f"{name}:{value}")
    assert said is None or words(taal).say(said)


def test_every_notice_is_said_with_what_it_needs() -> None:
    said = [notice(f"{name}:2026-11-20") for name in (*_WITH_DAY, *_PLAIN)]
    assert None not in said
    assert {each.key for each in said if each} == {each.key for each in (*_WITH_DAY.values(), *_PLAIN.values())}
