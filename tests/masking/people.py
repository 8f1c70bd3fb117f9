"""A made-up organisation on three ends of months, for somebody who tries to work out its small numbers.

A client is a life and a place. The life is everything a report can say of the client, the place the units in
which the client counts, and on which of the three days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import NamedTuple

from flows.ladder import TREDEN, UIT_BEELD, Groei
from flows.reports.caseload import Group
from flows.reports.forecast import Verloop, follow
from flows.reports.partner import Uitslag
from flows.reports.targets import Vervolg

DAYS = range(3)
DATES = (date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31))
PAIRS = tuple(combinations(DAYS, 2))
# On which of the days somebody counts in a unit.
Presence = tuple[bool, ...]
ALWAYS: Presence = (True, True, True)
Place = tuple[tuple[str, Presence], ...]
# What is told about one kenmerk says nothing of another: two are as good as nine.
KENMERKEN = ("startkwalificatie", "laaggeletterd")
# So it is with contractpartners. Each of them has an instrument of its own here: then a report about instruments tells
# of the same clients, and gives the same numbers.
PARTNERS = ("P", "Q")
WIJKEN = ("N", "O", "Z")
POSITIONS = (None, 0, *TREDEN, UIT_BEELD)
_WEIGHTS = (3, 4, 16, 18, 12, 16, 9, 12, 4)


def days_of(pairs: Iterable[int]) -> list[int]:
    """The days that these pairs are of."""
    return sorted({day for pair in pairs for day in PAIRS[pair]})


class Placed(NamedTuple):
    """A placement that ran on the days from ``van`` until ``tot``, itself not included; perhaps on none of them."""

    naam: str
    van: int
    tot: int
    begin: int | None
    eind: int | None

    def runs(self, day: int) -> bool:
        """Whether it ran on a day."""
        return self.van <= day < self.tot

    def counts(self, pair: int) -> bool:
        """Whether it ended after the first day or still ran, up to the last."""
        first, last = PAIRS[pair]
        return self.van <= last and self.tot > first


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of a client on each day, and what became of it between any two of them."""

    states: tuple[Group, ...]
    kenmerken: tuple[tuple[str | None, ...], ...]
    wijken: tuple[str | None, ...]
    ways: tuple[int | None, ...]
    fared: tuple[Verloop | None, ...]
    followed: tuple[Vervolg | None, ...]
    placed: tuple[Placed, ...]

    def running(self, day: int) -> tuple[str, ...]:
        """The partners, or instruments, that somebody was with on a day."""
        return tuple(sorted({each.naam for each in self.placed if each.runs(day)}))

    def results(self, pair: int) -> tuple[Uitslag, ...]:
        """What the placements of this period came to by its last day; of one that runs, how far it is."""
        last = PAIRS[pair][1]
        return tuple(
            Uitslag(each.naam, each.begin, self.states[last].positie if runs else each.eind, runs, 1)
            for each in self.placed
            if each.counts(pair)
            for runs in [each.runs(last)]
        )


@dataclass(frozen=True, slots=True)
class Client:
    """A life in its units; two who are alike in everything are told apart by their record keys."""

    life: Life
    place: Place

    def ever_in(self, unit: str) -> bool:
        """Whether the client counted there on any day."""
        return any(name == unit for name, _ in self.place)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who is there, each with a record key."""

    units: Units
    clients: tuple[Client, ...]
    keys: tuple[int, ...]


def organisation(seed: int) -> Organisation:
    """An organisation of 40 to 400 clients."""
    random = Random(seed)
    calm, size = random.choice([0.7, 0.85, 0.95]), random.randint(40, 400)
    units = Units(random)
    lives = [life(random, calm) for _ in range(size)]
    clients = tuple(Client(each, units.place(random, each)) for each in lives)
    return Organisation(units, clients, tuple(random.getrandbits(40) for _ in clients))


class Units:
    """Three to six teams in one to three afdelingen, one to three gemeenten, the wijken and two partners.

    A gemeente that is no more has become part of another, which is then also asked about as it is now: ``gemeente_nu``.
    """

    def __init__(self, random: Random) -> None:
        """Draw them."""
        afdelingen = [f"afdeling:{number}" for number in range(random.randint(1, 3))]
        self._teams = {f"team:{number}": random.choice(afdelingen) for number in range(random.randint(3, 6))}
        self._team_weights = [random.choice([1, 2, 4, 8]) for _ in self._teams]
        self._gemeenten = ["gemeente:A", "gemeente:B"][: random.randint(1, 2)]
        self._movers = random.choice([0.0, 0.02, 0.1])
        # The first day on which nobody has the code of before.
        self._merged = random.choice([None, 1, 2])

    @property
    def all(self) -> list[str]:
        """Every unit that may be asked about."""
        return ["alles", *dict.fromkeys(part for _, parts, _ in self.divisions for part in parts)]

    @property
    def divisions(self) -> Iterator[tuple[str, list[str], bool]]:
        """Which units make which; with ``rest`` some of the whole are in none of the parts."""
        former = ["gemeente:V"] if self._merged else []
        yield "alles", [*self._gemeenten, *former], False
        if former:
            yield "alles", ["gemeente_nu:A"], len(self._gemeenten) > 1
        yield "alles", list(dict.fromkeys(self._teams.values())), False
        for afdeling in dict.fromkeys(self._teams.values()):
            yield afdeling, [team for team, its in self._teams.items() if its == afdeling], False
        yield "alles", [f"veld:{wijk}" for wijk in WIJKEN], True
        yield from (("alles", [f"partner:{partner}"], True) for partner in PARTNERS)

    def place(self, random: Random, life: Life) -> Place:
        """The units of one client."""
        first, last = random.choices(list(self._teams), self._team_weights, k=2)
        if random.random() >= self._movers:
            last = first
        change = random.randint(1, 2)
        found: dict[str, list[bool]] = {}
        gemeenten, now = self._lived(random)
        for day in DAYS:
            team = first if day < change else last
            partners = (f"partner:{name}" for name in life.running(day))
            for unit in (team, self._teams[team], gemeenten[day], *partners):
                found.setdefault(unit, [False, False, False])[day] = True
        always = ["alles", *(["gemeente_nu:A"] if self._merged and now == "gemeente:A" else [])]
        # A unit of a local field goes by what was said last.
        always += [f"veld:{life.wijken[-1]}"] if life.wijken[-1] else []
        return tuple((unit, ALWAYS) for unit in always) + tuple((unit, tuple(days)) for unit, days in found.items())

    def _lived(self, random: Random) -> tuple[list[str], str]:
        """The gemeente on each day, and now."""
        now = random.choice([*self._gemeenten, "gemeente:A"])
        before = random.choice(self._gemeenten) if random.random() < self._movers else now
        change = random.randint(1, 2)
        if self._merged and now == "gemeente:A" and random.random() < 0.3:
            before, change = "gemeente:V", self._merged
        return [before if day < change else now for day in DAYS], now


def life(random: Random, calm: float) -> Life:
    """A life in which much or little changes from one day to the next."""
    states = [state(random, random.choices(POSITIONS, _WEIGHTS)[0])]
    kenmerken = [tuple(random.choice(["ja", "nee", "nee", None]) for _ in KENMERKEN)]
    wijken = [random.choice([*WIJKEN, WIJKEN[0]]) if random.random() < 0.9 else None]
    expected = [_expected(random, states[0])]
    moments = [(DATES[0] - timedelta(days=random.randint(0, 400)), states[0].positie)]
    for day in DAYS[1:]:
        stays = random.random() < calm
        states.append(states[-1] if stays else state(random, _next(random, states[-1].positie)))
        kenmerken.append(kenmerken[-1] if stays else tuple(_flipped(random, each) for each in kenmerken[-1]))
        wijken.append(wijken[-1] if stays or random.random() < 0.9 else random.choice(WIJKEN))
        expected.append(expected[-1] if stays else _expected(random, states[-1]))
        if not stays or random.random() < 0.3:
            ago = random.randrange((DATES[day] - DATES[day - 1]).days)
            moments.append((DATES[day] - timedelta(days=ago), states[day].positie))
    measured = [(day, positie) for day, positie in moments if positie is not None]
    wijken = wijken if measured else [None, None, None]
    return Life(
        tuple(states),
        tuple(kenmerken),
        tuple(wijken),
        tuple(random.choice([None, None, 2, 6]) if states[last].positie not in TREDEN else None for _, last in PAIRS),
        tuple(_fared(states[first], expected[first], measured, pair) for pair, (first, _) in enumerate(PAIRS)),
        tuple(_followed(states[first], measured, pair) for pair, (first, _) in enumerate(PAIRS)),
        tuple(_placed(random, states) for _ in range(random.choice([0, 0, 0, 1, 1, 2]))),
    )


def state(random: Random, positie: int | None) -> Group:
    """Whatever else may be known of somebody with this position."""
    if positie is None or positie not in TREDEN:
        return Group(positie, None, None, None, None, None, actueel=False, n=1)
    groei = Groei.PLUS if positie < TREDEN[-1] and random.random() < 0.4 else Groei.NUL
    lopend, inzet = (random.choice(["ja", "nee", "nee", None]) for _ in range(2))
    vrijstelling = random.choice(["ja", "nee", "nee", None])
    return Group(
        positie, groei, vrijstelling, lopend, inzet, random.choice([*"aaaabcd", None]), random.random() < 0.8, 1
    )


def _next(random: Random, positie: int | None) -> int | None:
    if positie is None or positie not in TREDEN or random.random() < 0.15:
        drawn: int = random.choice([*TREDEN, UIT_BEELD])
        return drawn
    step: int = random.choice([-1, 0, 1, 1, 1, 2])
    return min(TREDEN[-1], max(TREDEN[0], positie + step))


def _flipped(random: Random, said: str | None) -> str | None:
    return random.choice(["ja", "nee"]) if random.random() < 0.3 else said


def _expected(random: Random, stand: Group) -> int | None:
    """The trede that was named where growth is expected."""
    if stand.positie is None or stand.groei != Groei.PLUS or random.random() < 0.5:
        return None
    return min(TREDEN[-1], stand.positie + 1)


def _fared(stand: Group, expected: int | None, measured: list[tuple[date, int]], pair: int) -> Verloop | None:
    """What became of a forecast; of who stands on the highest trede, or on none, there is none."""
    first, last = (DATES[day] for day in PAIRS[pair])
    if stand.positie is None or stand.groei is None:
        return None
    since = max(day for day, _ in measured if day <= first)
    return follow((since, stand.positie, Groei(stand.groei), expected), measured, last)


def _followed(stand: Group, measured: list[tuple[date, int]], pair: int) -> Vervolg | None:
    """What a target goes by."""
    first, last = (DATES[day] for day in PAIRS[pair])
    if stand.positie not in TREDEN[:-1] or stand.positie is None or stand.groei is None:
        return None
    after = [(day, positie) for day, positie in measured if first < day <= last]
    rose = min((day for day, positie in after if positie in TREDEN and positie > stand.positie), default=None)
    gone = bool(after) and all(positie == UIT_BEELD for _, positie in after)
    return Vervolg(stand.positie, stand.groei, rose, any(positie in TREDEN for _, positie in after), gone)


def _placed(random: Random, states: list[Group]) -> Placed:
    van = random.choice(DAYS)
    tot = random.randint(max(van, 1), len(DAYS))
    eind = states[min(tot, DAYS[-1])].positie if random.random() < 0.8 else None
    return Placed(random.choice([*PARTNERS, PARTNERS[0]]), van, tot, states[max(van - 1, 0)].positie, eind)
