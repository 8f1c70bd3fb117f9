"""Only what Telegram signed, for this bot, just now, says who opened the Mini App."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.botapi.mini_app import init_data

from bot.tg.init_data import MOST_AGE, opened

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
TOKEN = "123456:ABC-def"
REAL = init_data(TOKEN, 101, NOW)


def test_who_opened_it_is_known() -> None:
    found = opened(REAL, TOKEN, NOW)
    assert found is not None
    assert found.address == "101"
    assert opened(init_data(TOKEN, 101, NOW, query_id="AAI"), TOKEN, NOW) != found


@pytest.mark.parametrize("late", [timedelta(0), MOST_AGE, -timedelta(seconds=50)])
def test_it_may_take_a_while(late: timedelta) -> None:
    assert opened(REAL, TOKEN, NOW + late) is not None


@pytest.mark.parametrize("late", [MOST_AGE + timedelta(seconds=1), timedelta(days=400), -timedelta(minutes=2)])
def test_what_was_signed_long_ago_or_is_to_be_says_nothing(late: timedelta) -> None:
    assert opened(REAL, TOKEN, NOW + late) is None


@pytest.mark.parametrize(
    "other",
    [
        *("", "hash=x", "a" * 5000, "&".join(["a=b"] * 50), "user=1&auth_date=1&hash=\ud800"),
        REAL.replace("101", "102"),
        REAL + "&user=%7B%22id%22%3A102%7D",
        REAL.partition("&hash=")[0],
        REAL.replace("auth_date=", "auth_date=9"),
        init_data(TOKEN, 101, NOW, user="[1]"),
        init_data(TOKEN, 101, NOW, user='{"id":"101"}'),
        init_data(TOKEN, 101, NOW, user='{"id":true}'),
        init_data(TOKEN, 101, NOW, user="[" * 3000),
        init_data(TOKEN, 101, NOW, auth_date="9" * 400),
        init_data("654321:ABC-def", 101, NOW),
    ],
)
def test_what_telegram_did_not_sign_so_says_nothing(other: str) -> None:
    assert opened(other, TOKEN, NOW) is None


@given(st.integers(0, len(REAL) - 1), st.characters(codec="utf-8"))
def test_no_letter_can_be_another(place: int, letter: str) -> None:
    changed = REAL[:place] + letter + REAL[place + 1 :]
    found = opened(changed, TOKEN, NOW)
    assert found is None or found == opened(REAL, TOKEN, NOW)
