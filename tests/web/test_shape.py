"""Which lines of a list stand in two columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.conversation.screen import verbatim
from bot.web.shape import facts

SHORT, LONG = "K-7Q4FNP: vandaag gepland", "K-2M8XTR: was gepland op 3 mei 2026 (herinnering vanaf 10 mei 2026)"


@pytest.mark.parametrize(
    ("lines", "in_columns"),
    [
        ([SHORT, LONG], [True, True]),
        ([SHORT, LONG, "een zin zonder dubbele punt"], [True, False, False]),
        ([LONG], [False]),
        ([SHORT, f"Inkomen: {'een hele uitleg, ' * 8}"], [True, False]),
        ([SHORT, "K-7Q4FNP: 3 → 4"], [True, False]),
    ],
)
def test_a_list_of_terms_and_values_keeps_its_columns(lines: Sequence[str], in_columns: list[bool]) -> None:
    shaped = facts([verbatim(each) for each in lines], lambda text: text.source)
    assert [said for said, _ in shaped] == lines
    assert [fact is not None for _, fact in shaped] == in_columns
