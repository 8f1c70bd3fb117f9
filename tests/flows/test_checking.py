"""Which versions of a meetmoment wait for a second pair of eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.builders import TODAY, meetmoment, meting

from flows.checking import may_check, needs_check, otherwise, status_of
from flows.controle import VierOgen
from flows.ladder import Groei, Stand
from flows.meetmoment import Actie, Meetmoment, Status
from flows.people import Rol

ORDINARY = meetmoment()
SELECTED = {
    "a fall of two treden": meetmoment(meting=meting(3)),
    "code 9": meetmoment(meting=meting(9, None)),
    "a correction": meetmoment(versie=2, actie=Actie.CORRECTIE),
    "a withdrawal": meetmoment(versie=2, actie=Actie.INTREKKING),
    "dated back by 31 days": meetmoment(meting=meting(datum=TODAY - timedelta(days=31))),
}
BEFORE = Stand(5, Groei.NUL)


@pytest.mark.parametrize("version", [ORDINARY, *SELECTED.values()])
def test_none_and_all(version: Meetmoment) -> None:
    assert not needs_check(VierOgen.GEEN, {Rol.INVOERDER}, version, BEFORE)
    assert needs_check(VierOgen.ALLES, {Rol.KLANTMANAGER}, version, BEFORE)


@pytest.mark.parametrize("wanted", [VierOgen.EXTERN, VierOgen.SELECTIE])
def test_what_an_external_registers_is_checked(wanted: VierOgen) -> None:
    assert needs_check(wanted, {Rol.INVOERDER}, ORDINARY, None)
    assert not needs_check(wanted, {Rol.KLANTMANAGER}, ORDINARY, None)


@pytest.mark.parametrize("version", SELECTED.values(), ids=SELECTED)
def test_selected_cases(version: Meetmoment) -> None:
    assert needs_check(VierOgen.SELECTIE, {Rol.KLANTMANAGER}, version, BEFORE)
    assert not needs_check(VierOgen.EXTERN, {Rol.KLANTMANAGER}, version, BEFORE)


def test_what_is_not_selected() -> None:
    for version, before in (
        (ORDINARY, None),
        (ORDINARY, BEFORE),
        (ORDINARY, Stand(9, None)),
        (meetmoment(meting=meting(datum=TODAY - timedelta(days=30))), BEFORE),
    ):
        assert not needs_check(VierOgen.SELECTIE, {Rol.KLANTMANAGER}, version, before)


WAITING = meetmoment(door="anna", status=Status.TE_CONTROLEREN)
COUNTS = replace(WAITING, versie=2, status=Status.DEFINITIEF, gecontroleerd_door="tess")
CONCEPT = replace(WAITING, status=Status.CONCEPT)


@pytest.mark.parametrize(
    ("history", "door", "expected"),
    [
        pytest.param((WAITING,), "anna", Status.CONCEPT, id="one's own that never counted"),
        pytest.param((WAITING,), "bram", Status.TE_CONTROLEREN, id="a colleague's that never counted"),
        pytest.param((CONCEPT,), "bram", Status.CONCEPT, id="a colleague's concept"),
        pytest.param((WAITING, COUNTS), "anna", Status.TE_CONTROLEREN, id="one's own that counts"),
    ],
)
def test_a_withdrawal_is_checked_unless_nothing_changes(
    history: tuple[Meetmoment, ...], door: str, expected: Status
) -> None:
    last = history[-1]
    version = replace(last, versie=last.versie + 1, actie=Actie.INTREKKING, door=door)
    assert status_of(VierOgen.ALLES, {Rol.TEAMLEIDER}, version, None, history) is expected


def test_nobody_checks_what_they_registered_as_anybody() -> None:
    assert may_check(WAITING, {"anna"}, {"tess"})
    assert not may_check(WAITING, set(), {"anna"})
    assert not may_check(WAITING, {"anna"}, {"tess", "anna"}), "signed in as tess with a link of anna"
    assert not may_check(WAITING, {"anna", "tess"}, {"tess"}), "anna was signed in with a link of tess"
    assert not may_check(WAITING, {"anna", "bea"}, {"tess", "bea"}), "bea made a link for both"
    assert not may_check(COUNTS, {"anna"}, {"tess"})


COUNTED = [meetmoment("m1", door="anna", meting=meting(datum=TODAY - timedelta(days=10)))]


@pytest.mark.parametrize(
    ("found", "days", "differs"),
    [
        pytest.param(meetmoment("m2", door="bram", meting=meting(2)), 10, True, id="so"),
        pytest.param(meetmoment("m2", door="bram", meting=meting(2)), 9, False, id="long ago"),
        pytest.param(meetmoment("m2", door="anna", meting=meting(2)), 10, False, id="own"),
        pytest.param(meetmoment("m2", door="bram", meting=meting()), 10, False, id="the same trede"),
        pytest.param(meetmoment("m2", door="bram", meting=meting(9)), 10, False, id="left"),
    ],
)
def test_a_colleague_saw_something_else_on_another_day(found: Meetmoment, days: int, differs: bool) -> None:
    assert (otherwise(found, COUNTED, days) is not None) is differs
    withdrawn = replace(found, versie=2, actie=Actie.INTREKKING)
    assert otherwise(withdrawn, COUNTED, days) is None
