"""Which versions of a meetmoment wait for a second pair of eyes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.builders import TODAY, meetmoment, meting

from flows.checking import needs_check
from flows.controle import VierOgen
from flows.ladder import Groei, Stand
from flows.meetmoment import Actie, Meetmoment
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
    assert not needs_check(VierOgen.GEEN, Rol.INVOERDER, version, BEFORE)
    assert needs_check(VierOgen.ALLES, Rol.KLANTMANAGER, version, BEFORE)


@pytest.mark.parametrize("wanted", [VierOgen.EXTERN, VierOgen.SELECTIE])
def test_what_an_external_registers_is_checked(wanted: VierOgen) -> None:
    assert needs_check(wanted, Rol.INVOERDER, ORDINARY, None)
    assert not needs_check(wanted, Rol.KLANTMANAGER, ORDINARY, None)


@pytest.mark.parametrize("version", SELECTED.values(), ids=SELECTED)
def test_selected_cases(version: Meetmoment) -> None:
    assert needs_check(VierOgen.SELECTIE, Rol.KLANTMANAGER, version, BEFORE)
    assert not needs_check(VierOgen.EXTERN, Rol.KLANTMANAGER, version, BEFORE)


def test_what_is_not_selected() -> None:
    for version, before in (
        (ORDINARY, None),
        (ORDINARY, BEFORE),
        (ORDINARY, Stand(9, None)),
        (meetmoment(meting=meting(datum=TODAY - timedelta(days=30))), BEFORE),
    ):
        assert not needs_check(VierOgen.SELECTIE, Rol.KLANTMANAGER, version, before)
