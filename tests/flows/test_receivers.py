"""Who hears of a client, when everybody is at work and when they are not."""

from __future__ import annotations

import pytest
from support.builders import functionaris

from flows.people import Rol
from flows.receivers import Member, Staff

KM, COLLEAGUE = functionaris("km"), functionaris("colleague")
ELSEWHERE = functionaris("elsewhere", team="t2")
LEAD, SECOND = functionaris("lead", Rol.TEAMLEIDER), functionaris("second", Rol.TEAMLEIDER)
BEHEER = functionaris("beheer", Rol.BEHEERDER, None)
ALL = (KM, COLLEAGUE, ELSEWHERE, LEAD, BEHEER)


def staff(*changed: Member) -> Staff:
    return Staff([*map(Member, ALL), *changed])


def told(staff: Staff, keeper: str | None = "km") -> list[str]:
    return [member.who.id for member in staff.responsible(keeper)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param((), ["km"], id="at-work"),
        pytest.param((Member(KM, vervanger="colleague"),), ["colleague"], id="on-leave"),
        pytest.param((Member(KM, vervanger="elsewhere"),), ["elsewhere"], id="a-substitute-of-another-team"),
        pytest.param((Member(KM, active=False),), ["lead"], id="left"),
        pytest.param((Member(KM, active=False, vervanger="colleague"),), ["lead"], id="left-while-on-leave"),
        pytest.param((Member(KM, vervanger="gone"),), ["lead"], id="an-unknown-substitute"),
        pytest.param(
            (Member(KM, vervanger="colleague"), Member(COLLEAGUE, active=False)), ["lead"], id="a-substitute-who-left"
        ),
        pytest.param(
            (Member(KM, vervanger="colleague"), Member(COLLEAGUE, vervanger="elsewhere")),
            ["lead"],
            id="a-substitute-who-is-away-too",
        ),
        pytest.param((Member(KM, vervanger="beheer"),), ["lead"], id="a-substitute-who-may-not-measure"),
        pytest.param((Member(functionaris("km", Rol.CONTROLEUR)),), ["lead"], id="a-keeper-with-another-role-now"),
        pytest.param((Member(KM, active=False), Member(SECOND)), ["lead", "second"], id="two-leads"),
        pytest.param(
            (Member(KM, active=False), Member(LEAD, vervanger="km"), Member(SECOND)), ["second"], id="a-lead-on-leave"
        ),
        pytest.param((Member(KM, active=False), Member(LEAD, vervanger="km")), ["lead"], id="nobody-leads-meanwhile"),
        pytest.param((Member(KM, active=False), Member(LEAD, active=False)), ["beheer"], id="no-lead"),
        pytest.param(
            (Member(KM, active=False), Member(LEAD, active=False), Member(BEHEER, active=False)), [], id="nobody-left"
        ),
    ],
)
def test_somebody_hears_of_a_client(changed: tuple[Member, ...], expected: list[str]) -> None:
    assert told(staff(*changed)) == expected


@pytest.mark.parametrize("keeper", [None, "unknown"])
def test_a_client_whom_nobody_keeps_is_for_the_beheerder(keeper: str | None) -> None:
    assert told(staff(), keeper) == ["beheer"]


def test_the_team_lead_is_that_of_who_keeps_the_client() -> None:
    assert [member.who.id for member in staff().leads("km")] == ["lead"]
    assert [member.who.id for member in staff().leads("elsewhere")] == ["beheer"]
    assert staff()["km"].measures
    assert not staff()["beheer"].measures
