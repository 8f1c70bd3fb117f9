"""Reads a demo file: a whole municipality, or every fault that stands in the way of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import TypeVar

from bot.conversation.screen import Text, t
from bot.demo.faults import Fault, FaultyDemo
from bot.demo.parse import parse_line
from bot.demo.records import (
    Client,
    Functionaris,
    Meetmoment,
    Municipality,
    Plaatsing,
    Record,
    Team,
    Toewijzing,
)
from bot.demo.relations import Declared, broken_chains, overlaps
from bot.demo.rules import broken_rules
from bot.runtime.clock import local_day

__all__ = ["Fault", "FaultyDemo", "read"]

R = TypeVar("R", Team, Functionaris, Client, Toewijzing, Meetmoment, Plaatsing)
_Numbered = tuple[int, Record]


def read(lines: Iterable[str], *, today: date | None = None) -> Municipality:
    """The municipality in these lines, in any order; raises ``FaultyDemo`` with all faults.

    With ``today`` nothing may be registered after that day.
    """
    declared, faults = Declared(), list[Fault]()
    records = list(_records(lines, declared, faults))
    for number, record in records:
        reasons = chain(broken_rules(record), declared.missing(record), _from_the_future(record, today))
        faults.extend(Fault(number, reason) for reason in reasons)
    faults.extend(overlaps(_of(Toewijzing, records)))
    faults.extend(broken_chains(_of(Meetmoment, records), declared))
    if faults:
        raise FaultyDemo(tuple(sorted(faults, key=lambda fault: fault.line)))
    return Municipality(
        teams=_plain(Team, records),
        functionarissen=_plain(Functionaris, records),
        clienten=_plain(Client, records),
        toewijzingen=_plain(Toewijzing, records),
        meetmomenten=_plain(Meetmoment, records),
        plaatsingen=_plain(Plaatsing, records),
    )


def _records(lines: Iterable[str], declared: Declared, faults: list[Fault]) -> Iterator[_Numbered]:
    for number, text in enumerate(lines, start=1):
        if not text or text.isspace():
            continue
        line = parse_line(text)
        reasons = chain(line.reasons, declared.add(number, line))
        faults.extend(Fault(number, reason) for reason in reasons)
        if line.record is not None:
            yield number, line.record


def _from_the_future(record: Record, today: date | None) -> Iterator[Text]:
    if today and isinstance(record, Plaatsing):
        last = max(filter(None, (record.tot, local_day(record.geregistreerd))))
        if last > today:
            yield t("demo.fault.to_come", "De plaatsing heeft een dag die nog moet komen: {day}.", day=last)
    if today and isinstance(record, Meetmoment):
        registered = local_day(record.geregistreerd)
        if registered > today:
            yield t(
                "demo.fault.future",
                "Het meetmoment is geregistreerd op {registered}; dat is nog niet geweest.",
                registered=registered,
            )


def _of(kind: type[R], records: Iterable[_Numbered]) -> Iterator[tuple[int, R]]:
    return ((number, record) for number, record in records if isinstance(record, kind))


def _plain(kind: type[R], records: Iterable[_Numbered]) -> tuple[R, ...]:
    return tuple(record for _, record in records if isinstance(record, kind))
