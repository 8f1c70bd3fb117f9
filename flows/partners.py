"""Organisations a municipality works with: what each of them may do, with templates for the usual ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flows.table import Table


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation: ``voert_uit`` can be chosen for an instrument, ``meet`` has people who are externe invoerder."""

    naam: str
    voert_uit: bool = True
    meet: bool = True


# What a beheerder begins with; a settings file may name any of them otherwise or let it do less or more.
SJABLONEN: Mapping[str, Partner] = {
    "uwv": Partner("UWV", voert_uit=True, meet=True),
    "svb": Partner("SVB", voert_uit=False, meet=False),
    "roc": Partner("ROC", voert_uit=True, meet=True),
    "re_integratie": Partner("Re-integratiebedrijf", voert_uit=True, meet=True),
    "welzijn": Partner("Welzijnsorganisatie", voert_uit=True, meet=True),
    "taalhuis": Partner("Taalhuis", voert_uit=True, meet=False),
    "werkgever": Partner("Werkgever", voert_uit=True, meet=False),
}


def take_in(partijen: Collection[Partner]) -> bool:
    """Whether somebody from elsewhere can be let in: from any of the partners, or while none is described."""
    return not partijen or any(each.meet for each in partijen)


def read_partners(tables: Iterator[Table]) -> Iterator[Partner]:
    """The partners of a settings file, each from a template or all its own."""
    for table in tables:
        name = table.text("sjabloon")
        if name and name not in SJABLONEN:
            table.fault("not_permitted", field="sjabloon", value=name, choices=", ".join(SJABLONEN))
        begin = SJABLONEN.get(name)
        naam = table.text("naam", required=not name) or ("" if begin is None else begin.naam)
        if naam:
            table.label("naam", naam)
        found = Partner(
            naam,
            _flag(table, "voert_uit", otherwise=begin is None or begin.voert_uit),
            _flag(table, "meet", otherwise=begin is not None and begin.meet),
        )
        table.done()
        yield found


def _flag(table: Table, name: str, *, otherwise: bool) -> bool:
    return otherwise if table.raw(name) is None else table.flag(name)
