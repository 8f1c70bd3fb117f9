"""The ladder is written as on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ladder import Groei, Stand, read_code

STANDS = [Stand(trede, groei) for trede in range(1, 6) for groei in Groei]
OTHERS = [Stand(6, Groei.NUL), Stand(0, None), Stand(9, None)]


@pytest.mark.parametrize(
    ("stand", "written"),
    [
        (Stand(4, Groei.PLUS), "4+"),
        (Stand(4, Groei.NUL), "4"),
        (Stand(6, Groei.NUL), "6"),
        (Stand(0, None), "0"),
        (Stand(9, None), "9"),
    ],
)
def test_a_stand_is_written_with_a_plus_or_with_nothing(stand: Stand, written: str) -> None:
    assert str(stand) == written


@pytest.mark.parametrize("stand", STANDS + OTHERS, ids=str)
def test_what_is_written_reads_back(stand: Stand) -> None:
    read = read_code(str(stand))
    assert read is not None
    assert read.positie == stand.positie
    assert (read.groei is Groei.PLUS) == (stand.groei is Groei.PLUS)


@pytest.mark.parametrize("text", ["4+", " 4+ ", "4 +", "trede 4+", "Trede 4 +", "TREDE4+"])
def test_a_plus_may_be_typed_in_several_ways(text: str) -> None:
    assert read_code(text) == Stand(4, Groei.PLUS)


@pytest.mark.parametrize(
    "text", ["", "+", "7", "8", "10", "44", "4++", "4-", "-4", "4,5", "vier", "6+", "0+", "9+", "4 5"]
)
def test_what_is_no_position_is_not_read(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize("stand", STANDS + OTHERS, ids=str)
def test_only_the_six_treden_are_on_the_ladder(stand: Stand) -> None:
    assert stand.on_ladder == (stand.positie not in (0, 9))


@given(st.text(max_size=12))
def test_no_text_breaks_it(text: str) -> None:
    read = read_code(text)
    assert read is None or str(read) in ("0", "1", "2", "3", "4", "5", "6", "9", "1+", "2+", "3+", "4+", "5+")
