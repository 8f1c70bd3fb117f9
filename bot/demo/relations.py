"""The rules between the lines of a demo file: references, assignments, versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from bot.conversation.screen import Text, t
from bot.demo.faults import Fault, shown
from bot.demo.parse import Line
from bot.demo.records import Functionaris, Meetmoment, Plaatsing, Record, Toewijzing

_KEY = {"team": "id", "functionaris": "id", "client": "code"}


@dataclass(slots=True)
class Declared:
    """Which ids and codes the file declares.

    Faulty lines count as well: one fault in a client must not make hundreds of its meetmomenten faulty.
    """

    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    unsure: set[tuple[str, date]] = field(default_factory=set)

    def add(self, number: int, line: Line) -> Iterator[Text]:
        """Remember a line; complain when another line declared the same."""
        name = line.fields.get(_KEY.get(line.soort, ""))
        if name is not None:
            first = self.lines.setdefault((line.soort, name), number)
            if first != number:
                yield t(
                    "demo.fault.again",
                    "{soort} {name} staat al op regel {first}.",
                    soort=line.soort,
                    name=shown(name),
                    first=first,
                )
        if line.soort == "meetmoment" and line.record is None and {"client", "datum"} <= line.fields.keys():
            self.unsure.add((line.fields["client"], line.fields["datum"]))

    def missing(self, record: Record) -> Iterator[Text]:
        """The references of a record that lead nowhere."""
        for soort, name in _references(record):
            if (soort, name) not in self.lines:
                yield t(
                    "demo.fault.nowhere", "{soort} {name} staat niet in het bestand.", soort=soort, name=shown(name)
                )


def _references(record: Record) -> tuple[tuple[str, str], ...]:
    match record:
        case Functionaris(team=str(team)):
            return (("team", team),)
        case Toewijzing():
            return ("client", record.client), ("functionaris", record.functionaris)
        case Meetmoment() | Plaatsing():
            return ("client", record.client), ("functionaris", record.door)
        case _:
            return ()


def overlaps(toewijzingen: Iterable[tuple[int, Toewijzing]]) -> Iterator[Fault]:
    """Days on which a client was assigned twice; ``tot`` itself is free for the next."""
    by_client: defaultdict[str, list[tuple[date, int, date]]] = defaultdict(list)
    for line, toewijzing in toewijzingen:
        by_client[toewijzing.client].append((toewijzing.van, line, toewijzing.tot or date.max))
    for periods in by_client.values():
        end, holder = date.min, 0
        for van, line, tot in sorted(periods):
            if van < end:
                yield Fault(
                    line, t("demo.fault.overlap", "De toewijzing overlapt die van regel {other}.", other=holder)
                )
            if tot > end:
                end, holder = tot, line


def broken_chains(meetmomenten: Iterable[tuple[int, Meetmoment]], declared: Declared) -> Iterator[Fault]:
    """Versions of one meetmoment that do not follow one another."""
    chains: defaultdict[tuple[str, date], list[tuple[int, int, Meetmoment]]] = defaultdict(list)
    for line, meetmoment in meetmomenten:
        key = meetmoment.client, meetmoment.datum
        chains[key].append((meetmoment.versie, line, meetmoment))
    for key, chain in chains.items():
        if key in declared.unsure:
            continue
        chain.sort(key=lambda version: version[:2])
        first, line, _ = chain[0]
        if first > 1:
            yield Fault(line, _gap(first))
        for (_, other, earlier), (_, line, later) in pairwise(chain):
            for reason in _succession(earlier, later, other):
                yield Fault(line, reason)


def _succession(earlier: Meetmoment, later: Meetmoment, other: int) -> Iterator[Text]:
    if earlier.versie == later.versie == 1:
        yield t(
            "demo.fault.same_day",
            "De cliënt heeft op {datum} al een meetmoment, op regel {other}.",
            datum=later.datum,
            other=other,
        )
    elif earlier.versie == later.versie:
        yield t(
            "demo.fault.same_version", "Versie {versie} staat al op regel {other}.", versie=later.versie, other=other
        )
    elif earlier.versie + 1 < later.versie:
        yield _gap(later.versie)
    elif earlier.actie == "intrekking":
        yield t("demo.fault.withdrawn", "Het meetmoment is op regel {other} al ingetrokken.", other=other)
    elif later.geregistreerd < earlier.geregistreerd:
        yield t("demo.fault.order", "De versie is eerder geregistreerd dan de vorige, op regel {other}.", other=other)


def _gap(versie: int) -> Text:
    return t("demo.fault.gap", "Versie {before} ontbreekt vóór versie {versie}.", before=versie - 1, versie=versie)
