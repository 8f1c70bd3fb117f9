"""The instruments of a municipality: on which treden they fit in principle, who pays them, and their SRG type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flows.ladder import TREDEN
from flows.table import Table

# Kenmerk 8. A municipality that keeps placements does not ask it: it follows from what runs on the day.
LOPEND = "instrument_lopend"
# Kenmerk 9, whether one is to be deployed, is always the professional's to say.
INZET = "instrument_inzet"
# Where the client takes part in something that is not in the list; else kenmerk 8 could not be true.
ANDER = "Ander instrument"
# What one placement may cost.
MOST_EUROS = 999_999
_SRG_TYPE = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument; ``treden`` are a hint and never a choice, ``srg_type`` is its code in the SRG of CBS."""

    naam: str
    treden: tuple[int, ...] = ()
    srg_type: str | None = None
    financiering: str | None = None


def read_instrumenten(whole: Table, financieringen: Collection[str]) -> tuple[Instrument, ...]:
    """The names in the list ``instrumenten``, and every ``[[instrument]]`` with what is known of it."""
    found = [Instrument(name) for name in whole.labels("instrumenten")]
    for table in whole.tables("instrument"):
        each = _instrument(table, financieringen)
        if each.naam in {other.naam for other in found}:
            table.fault("name_twice", value=each.naam)
        found.append(each)
    return tuple(found)


def fitting(instrumenten: Iterable[Instrument], trede: int) -> list[str]:
    """What the municipality links to a trede in principle, by name."""
    return [each.naam for each in instrumenten if trede in each.treden]


def is_srg_type(text: str) -> bool:
    """Whether this can be a type of the SRG: a number as CBS writes it, such as 30."""
    return _SRG_TYPE.fullmatch(text) is not None


def _instrument(table: Table, financieringen: Collection[str]) -> Instrument:
    srg_type, financiering = table.optional("srg_type"), table.optional("financiering")
    if srg_type is not None and not is_srg_type(srg_type):
        table.fault("unknown_value", field="srg_type", value=srg_type)
    if financiering is not None and financiering not in financieringen:
        choices = ", ".join(financieringen) or "–"
        table.fault("not_permitted", field="financiering", value=financiering, choices=choices)
    naam = table.text("naam", required=True)
    found = Instrument(naam and table.label("naam", naam), _treden(table), srg_type, financiering)
    table.done()
    return found


def _treden(table: Table) -> tuple[int, ...]:
    values = table.raw("treden") or []
    if not isinstance(values, list):
        table.fault("wrong_type", field="treden")
        return ()
    for value in values:
        if type(value) is not int or value not in TREDEN:
            table.fault("not_permitted", field="treden", value=str(value), choices=", ".join(map(str, TREDEN)))
    return tuple(value for value in values if type(value) is int and value in TREDEN)
