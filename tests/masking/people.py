"""A made-up organisation on three ends of months, for somebody who tries to work out its small numbers.

A client is a life and a place. The life is everything a report can say of the client, the place the units in
which the client counts, and on which of the three days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random

from flows.ladder import TREDEN, UIT_BEELD, Groei
from flows.reports.caseload import Group
from flows.reports.forecast import Verloop
from flows.reports.partner import Uitslag

DAYS = range(3)
PAIRS = tuple(combinations(DAYS, 2))
# On which of the days somebody counts in a unit.
Presence = tuple[bool, ...]
ALWAYS: Presence = (True, True, True)
Place = tuple[tuple[str, Presence], ...]
# What is told about one kenmerk says nothing of another: two are as good as nine.
KENMERKEN = ("startkwalificatie", "laaggeletterd")
_VELDEN = ("veld:N", "veld:O", "veld:Z")
_PARTNERS = ("partner:P", "partner:Q")
POSITIONS = (None, 0, *TREDEN, UIT_BEELD)
_WEIGHTS = (3, 4, 16, 18, 12, 16, 9, 12, 4)


def days_of(pairs: Iterable[int]) -> list[int]:
    """The days that these pairs are of."""
    return sorted({day for pair in pairs for day in PAIRS[pair]})


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of a client on each day, and what became of it between any two of them."""

    states: tuple[Group, ...]
    kenmerken: tuple[tuple[str | None, ...], ...]
    ways: tuple[int | None, ...]
    fared: tuple[Verloop | None, ...]
    placed: tuple[Uitslag | None, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """A life in its units; two who are alike in everything are told apart by their record keys."""

    life: Life
    place: Place


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
    clients = tuple(Client(life(random, calm), units.place(random)) for _ in range(size))
    return Organisation(units, clients, tuple(random.getrandbits(40) for _ in clients))


class Units:
    """Three to six teams in one to three afdelingen, one or two gemeenten, a local field and two partners."""

    def __init__(self, random: Random) -> None:
        """Draw them."""
        afdelingen = [f"afdeling:{number}" for number in range(random.randint(1, 3))]
        self._teams = {f"team:{number}": random.choice(afdelingen) for number in range(random.randint(3, 6))}
        self._team_weights = [random.choice([1, 2, 4, 8]) for _ in self._teams]
        self._gemeenten = ["gemeente:A", "gemeente:B"][: random.randint(1, 2)]
        self._movers = random.choice([0.0, 0.02, 0.1])

    @property
    def all(self) -> list[str]:
        """Every unit that may be asked about."""
        return ["alles", *self._gemeenten, *dict.fromkeys(self._teams.values()), *self._teams, *_VELDEN, *_PARTNERS]

    @property
    def divisions(self) -> Iterator[tuple[str, list[str], bool]]:
        """Which units make which; with ``rest`` some of the whole are in none of the parts."""
        yield "alles", self._gemeenten, False
        yield "alles", list(dict.fromkeys(self._teams.values())), False
        for afdeling in dict.fromkeys(self._teams.values()):
            yield afdeling, [team for team, its in self._teams.items() if its == afdeling], False
        yield "alles", list(_VELDEN), True
        yield from (("alles", [partner], True) for partner in _PARTNERS)

    def place(self, random: Random) -> Place:
        """The units of one client."""
        first, last = random.choices(list(self._teams), self._team_weights, k=2)
        if random.random() >= self._movers:
            last = first
        change = random.randint(1, 2)
        found: dict[str, list[bool]] = {}
        for day in DAYS:
            team = first if day < change else last
            for unit in (team, self._teams[team]):
                found.setdefault(unit, [False, False, False])[day] = True
        always = ["alles", random.choice([*self._gemeenten, "gemeente:A"])]
        always += [random.choice([*_VELDEN, _VELDEN[0]])] if random.random() < 0.9 else []
        if random.random() < 0.3:
            found[random.choice([*_PARTNERS, _PARTNERS[0]])] = [random.random() < 0.7 for _ in DAYS]
        return tuple((unit, ALWAYS) for unit in always) + tuple((unit, tuple(days)) for unit, days in found.items())


def life(random: Random, calm: float) -> Life:
    """A life in which much or little changes from one day to the next."""
    states = [state(random, random.choices(POSITIONS, _WEIGHTS)[0])]
    kenmerken = [tuple(random.choice(["ja", "nee", "nee", None]) for _ in KENMERKEN)]
    for _ in DAYS[1:]:
        stays = random.random() < calm
        states.append(states[-1] if stays else state(random, _next(random, states[-1].positie)))
        kenmerken.append(kenmerken[-1] if stays else tuple(_flipped(random, each) for each in kenmerken[-1]))
    ways, outcomes, placed = [], [], []
    for first, last in PAIRS:
        van, naar = states[first].positie, states[last].positie
        ways.append(random.choice([None, None, 2, 6]) if naar not in TREDEN else None)
        outcomes.append(fared(random, states[first], naar))
        name = random.choice([*"PQ", *[None] * 6])
        placed.append(None if name is None else Uitslag(name, van, naar, 1))
    return Life(tuple(states), tuple(kenmerken), tuple(ways), tuple(outcomes), tuple(placed))


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


def fared(random: Random, then: Group, naar: int | None) -> Verloop | None:
    """What became of a forecast; of who stands on the highest trede, or on none, there is none."""
    if then.positie is None or then.positie not in TREDEN[:-1] or then.groei is None:
        return None
    verwacht = min(6, then.positie + 1) if then.groei == Groei.PLUS and random.random() < 0.5 else None
    binnen = naar if naar in TREDEN and random.random() < 0.7 else None
    later = naar if naar in TREDEN and binnen is None and random.random() < 0.5 else None
    gone = naar == UIT_BEELD and binnen is None and later is None
    return Verloop(then.positie, then.groei, verwacht, binnen, later, gone, random.random() < 0.3, 1)
