"""What people type reads alike however a keyboard wrote it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clients.codes import new_code, normalise
from bot.conversation.cleaning import cleaned, entered
from bot.conversation.event import Commanded, Typed

UNSEEN = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u202e\u200f"
AROUND = st.text(UNSEEN + " \t\u00a0\u3000", max_size=4)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
words = st.text("abcdefgh0123456789+", min_size=1, max_size=12)


@st.composite
def written(draw: st.DrawFn, text: str) -> str:
    """The same text with invisible characters anywhere, full-width perhaps, in capitals perhaps."""
    chosen = "".join(draw(st.text(UNSEEN, max_size=1)) + each for each in text)
    return draw(AROUND) + (chosen.translate(WIDE) if draw(st.booleans()) else chosen) + draw(AROUND)


@given(st.data(), words, st.sampled_from(["", ".", "!", " .", "..."]))
def test_an_answer_is_the_same_however_it_was_written(data: st.DataObject, word: str, closing: str) -> None:
    assert cleaned(data.draw(written(word)) + closing) == word


@given(st.data(), st.integers(0, 2**32), st.sampled_from("-. \u2011\u2013"))
def test_a_code_is_the_same_however_it_was_written(data: st.DataObject, seed: int, hyphen: str) -> None:
    code = new_code("K", Random(seed))
    typed = data.draw(written(f"K{hyphen}{code[2:5].lower()}.{code[5:]}"))
    assert normalise(cleaned(f"{typed}."), "K") == code


@given(
    st.data(),
    st.sampled_from(["menu", "meting", "start"]),
    st.sampled_from(["", "@meetlat_bot", "@MEETLAT"]),
    st.sampled_from([" ", "\n", "\t ", "\u00a0"]),
    st.from_regex(r"[A-Za-z0-9_-]{0,40}", fullmatch=True),
    st.booleans(),
)
def test_a_command_is_the_same_however_it_was_written(
    data: st.DataObject, name: str, bot: str, between: str, argument: str, capitals: bool
) -> None:
    typed = data.draw(written(f"/{name.upper() if capitals else name}{bot}"))
    assert entered(typed + between + argument) == Commanded(name, argument)


@pytest.mark.parametrize("text", ["", ".", "...", "?", "!", "\u200b"])
def test_what_says_nothing_else_stays(text: str) -> None:
    assert cleaned(text) == text.replace("\u200b", "")


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
    assert isinstance(entered(text), Typed | Commanded)
