"""One grammar for names, whoever types them: read on one line, and short enough for a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.names import LONGEST_NAME, is_id, read_name

NO_NAMES = (
    "",
    "   ",
    "\u00a0",
    "-",
    "·",
    "a\nb",
    "a\tb",
    "a\x00b",
    "a\u200bb",
    "\u202eabc",
    "x" * 61,
    "a\x1b[31m",
    "\ud800a",
)


@pytest.mark.parametrize("typed", NO_NAMES, ids=ascii)
def test_what_is_no_name(typed: str) -> None:
    assert read_name(typed) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Team Werk  ", "Team Werk"),
        ("Team \u00a0 Noord", "Team Noord"),
        ("’s-Hertogenbosch", "’s-Hertogenbosch"),
        ("Súdwest-Fryslân (west)", "Súdwest-Fryslân (west)"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_name_is_kept_as_it_reads(typed: str, name: str) -> None:
    assert read_name(typed) == name


@given(st.text(max_size=80))
def test_a_name_stays_the_same_and_can_be_seen(typed: str) -> None:
    name = read_name(typed)
    if name is not None:
        assert read_name(name) == name
        assert name.isprintable()
        assert len(name.splitlines()) == 1
        assert 0 < len(name) <= LONGEST_NAME


@pytest.mark.parametrize("wrong", ["", "-", "a/b", "é", "a b", "x" * 13, "a\n"])
def test_what_no_route_can_carry_is_no_id(wrong: str) -> None:
    assert not is_id(wrong, 12)
    assert is_id("test-w12", 12)
