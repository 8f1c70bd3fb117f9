"""Factories with good defaults: what a test does not mention does not matter to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import flows
from flows.conditions import Answers
from flows.configure import configure
from flows.dialogue import Dialogue
from flows.engine import answer, confirm_card, current, outcome
from flows.gemeente import Gemeente
from flows.ladder import Groei, Stand
from flows.meetmoment import Actie, Meetmoment, Meting, Status
from flows.model import Flow
from flows.people import Functionaris, Rol
from flows.reader import Catalogue, read_catalogue

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
CATALOGUE = Path(flows.__file__).resolve().parent / "catalogue"

LEVEL: Mapping[str, Answers] = {
    "6": {"P0": "ja", "Q1": "ja", "Q2": "nee"},
    "5": {"P0": "ja", "Q1": "ja", "Q2": "ja"},
    "4": {"P0": "ja", "Q1": "nee", "Q3": "ja"},
    "3": {"P0": "ja", "Q1": "nee", "Q3": "nee", "Q4": "ja"},
    "2": {"P0": "ja", "Q1": "nee", "Q3": "nee", "Q4": "nee", "Q5": "ja"},
    "1": {"P0": "ja", "Q1": "nee", "Q3": "nee", "Q4": "nee", "Q5": "nee"},
    "0": {"P0": "intake"},
    "9": {"P0": "uit_beeld", "reden_uit_beeld": "verhuisd"},
}
DEFAULT_GEMEENTE = Gemeente()


@cache
def catalogue_texts() -> Mapping[str, str]:
    """The shipped flow files by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(CATALOGUE.glob("*.toml"))}


@cache
def catalogue() -> Catalogue:
    """The shipped flow files, read."""
    return read_catalogue(catalogue_texts())


@cache
def shipped(flow_id: str = "stroomschema", gemeente: Gemeente = DEFAULT_GEMEENTE) -> Flow:
    """A shipped flow as a municipality uses it; the same object every time, because flows cache by identity."""
    return configure(catalogue().newest(flow_id), gemeente)


def completed(flow: Flow, answers: Answers, **others: str) -> dict[str, str]:
    """Finish a dialogue: the answers given, then ``others``, then whatever is proposed or offered first."""
    found = {**flow.given, **answers}
    while (step := current(flow, found)) is not None:
        if step.id in others:
            found = answer(flow, found, step.id, others[step.id])
        elif step.card is not None:
            found = confirm_card(flow, found, step.card, others)
        elif step.id == "uitslag":
            found = answer(flow, found, step.id, _reached(flow, found))
        else:
            found = answer(flow, found, step.id, step.choices[-1].id)
    return found


def _reached(flow: Flow, answers: Answers) -> str:
    reached = outcome(flow, answers)
    assert reached is not None
    return reached.id


def functionaris(name: str = "km1", rol: Rol = Rol.KLANTMANAGER, team: str | None = "t1") -> Functionaris:
    """Somebody who works with the ladder."""
    return Functionaris(name, f"{rol.value} {name}", rol, team)


def meting(positie: int = 4, groei: Groei | None = Groei.NUL, *, datum: date = TODAY, **others: object) -> Meting:
    """A situation on one day."""
    defaults: dict[str, object] = {
        "kenmerken": {"inkomen": "a", "laaggeletterd": "nee"},
        "antwoorden": LEVEL[str(positie)],
        "gepland": date(datum.year + 1, datum.month, min(datum.day, 28)),
        "uiterste": date(datum.year + 1, datum.month, min(datum.day, 28)),
        "regelversie": "2026.1",
    }
    return Meting(datum, Stand(positie, groei if positie in range(1, 7) else None), **(defaults | others))  # type: ignore[arg-type]  # keyword by keyword as Meting has them


def meetmoment(
    name: str = "m1",
    *,
    versie: int = 1,
    client: str = "K-1",
    door: str = "km1",
    meting: Meting | None = None,
    geregistreerd: datetime = NOW,
    actie: Actie = Actie.NIEUW,
    status: Status = Status.DEFINITIEF,
    reden: str | None = None,
) -> Meetmoment:
    """One version of a registered measurement."""
    taken = _meting() if meting is None else meting
    return Meetmoment(name, versie, client, taken, door, geregistreerd, actie, status, reden)


_meting = meting


def dialogue(name: str = "d1", *, functionaris: str = "km1", client: str = "K-1", **others: object) -> Dialogue:
    """An open dialogue that has answered one question."""
    defaults: dict[str, object] = {
        "flow": "stroomschema",
        "version": "2026.1",
        "answers": {"P0": "ja"},
        "earlier": {},
    }
    return Dialogue(name, functionaris, client, **(defaults | others))  # type: ignore[arg-type]  # keyword by keyword as Dialogue has them
