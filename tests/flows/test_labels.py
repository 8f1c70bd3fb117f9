"""A label is a function with a number: what could be a name is never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.labels import Functie, fits, free_number, label
from flows.people import Functionaris, Rol

NAMES = (
    "Jan",
    "Jan de Vries",
    "123456782",
    "Klantmanager Jan",
    "Klantmanager 123456782",
    "Klantmanager 7 Jan",
    "AJ",
    "",
)


@given(st.sampled_from(Functie), st.integers(1, 9999))
def test_every_function_with_a_number_fits(functie: Functie, number: int) -> None:
    made = label(functie, number)
    assert fits(made)
    assert Functionaris("x", made, Rol.KLANTMANAGER, None).label == made


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rol", Rol)
def test_what_may_be_a_name_gives_way_to_the_role_and_a_code(name: str, rol: Rol) -> None:
    who = Functionaris("abcdefgh1234", name, rol, None)
    assert who.label == f"{rol.value.capitalize()} 1234"


@given(st.text(max_size=12), st.text("abc123", min_size=1, max_size=12))
def test_nothing_that_was_written_is_shown_unless_it_fits(written: str, who: str) -> None:
    shown = Functionaris(who, written, Rol.KLANTMANAGER, None).label
    assert shown == written if fits(written) else shown == f"Klantmanager {who[-4:].upper()}"


@given(st.sets(st.integers(1, 6)))
def test_a_free_number_is_the_lowest_that_nobody_has(numbers: set[int]) -> None:
    taken = {label(Functie.KLANTMANAGER, number) for number in numbers} | {label(Functie.BEHEERDER, 1)}
    assert free_number(Functie.KLANTMANAGER, taken) == min(set(range(1, 8)) - numbers)


def test_every_role_has_a_function() -> None:
    assert {rol.value for rol in Rol} <= {functie.value for functie in Functie}
