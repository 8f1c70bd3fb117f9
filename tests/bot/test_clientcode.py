from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clients.codes import ALPHABET, new_code, normalise, part_of, resembles, valid

codes = st.builds(
    lambda seed, prefix: new_code(prefix, Random(seed)),
    st.integers(0, 2**32),
    st.from_regex(r"[A-Z]{1,4}", fullmatch=True),
)


@given(codes)
def test_a_new_code_is_valid_and_its_own_normal_form(code: str) -> None:
    assert valid(code)
    assert normalise(code) == code


def test_a_code_has_its_prefix_five_characters_and_a_check_character() -> None:
    code = new_code("K", Random(1))
    assert len(code) == 8
    assert code.startswith("K-")
    assert set(code[2:]) <= set(ALPHABET)


def test_the_same_randomness_gives_the_same_code() -> None:
    assert new_code("K", Random(7)) == new_code("K", Random(7))


@pytest.mark.parametrize("prefix", ["", "k", "KLANT", "K1", "K-", "É"])
def test_a_prefix_is_one_to_four_capitals(prefix: str) -> None:
    with pytest.raises(ValueError, match="capital"):
        new_code(prefix, Random(1))


@pytest.mark.wens("RD02")
@given(codes, st.integers(0, 5), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(code: str, place: int, character: str) -> None:
    at = len(code) - 6 + place
    mistyped = code[:at] + character + code[at + 1 :]
    assert valid(mistyped) is (mistyped == code)


def test_nearly_every_swap_of_neighbours_is_noticed() -> None:
    rng, swapped, missed = Random(3), 0, 0
    for _ in range(2_000):
        code = new_code("K", rng)
        at = rng.randrange(2, 7)
        other = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        if other != code:
            swapped += 1
            missed += valid(other)
    assert missed / swapped < 0.02


@given(codes, st.sampled_from(["-", "", " ", " - ", "–", "—", "\u2011"]))
def test_what_a_person_may_type(code: str, hyphen: str) -> None:
    prefix, body = code.split("-")
    assert normalise(f" {prefix.lower()}{hyphen}{body[:3].lower()} {body[3:]}\n") == code


@given(codes)
def test_the_prefix_of_the_municipality_may_be_left_out(code: str) -> None:
    prefix, body = code.split("-")
    assert normalise(f" {body.lower()} ", prefix) == code
    assert normalise(body) is None


@pytest.mark.parametrize(
    "text", ["K-2222XX", "k 2222xx", "K – XXXXXX", "7Q4FN2", "rqcq2w", "W-7Q4FN2", "K-7Q4FNPX", "k 7q4f"]
)
def test_a_code_with_a_typing_error_is_recognised(text: str) -> None:
    assert normalise(text, "K") is None
    assert resembles(text, "K")


@pytest.mark.parametrize(
    "text", ["jan jansen", "k jansen", "Anna-Marie", "geen idee", "222222", "1234AB", "FGHJKM", "4+", "", "K-"]
)
def test_a_name_is_not_taken_for_a_code(text: str) -> None:
    assert not resembles(text, "K")


@pytest.mark.parametrize("text", ["", "K", "K-", "7Q4F2X", "hallo", "K-00000O", "K-" + "2" * 99, "ſ-222222"])
def test_what_is_no_code(text: str) -> None:
    assert normalise(text) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    found = normalise(text)
    assert found is None or valid(found)


@given(codes, st.integers(3, 5), st.booleans())
def test_a_part_of_a_code_is_recognised(code: str, length: int, last: bool) -> None:
    prefix, body = code.split("-")
    part = body[-length:] if last else body[:length]
    assert part_of(part.lower(), prefix) == part


@pytest.mark.parametrize("text", ["", "4", "42", "2026", "jan", "4+", "K-7Q4FNP", "1234AB", "222222"])
def test_what_is_no_part_of_a_code(text: str) -> None:
    assert part_of(text, "K") is None
