"""What a demo file has no place for: local fields, placements with a partner, and answers from the guided flow.

All of it follows from the clients in the file and the seed, so that the demo comes out the same every time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from bot.demo.placing import Trajecten
from flows.ladder import NIET_INGEDEELD, TREDEN, UIT_BEELD
from flows.meetmoment import LOCAL, Actie, Bevestiging, Meetmoment
from flows.model import Flow
from flows.names import slug
from flows.people import Functionaris, Rol
from storage.load import Municipality

# The answers of the stroomschema that lead to each position.
ANSWERS: dict[int, dict[str, str]] = {
    NIET_INGEDEELD: {"P0": "intake"},
    1: {"P0": "ja", "Q1": "nee", "Q3": "nee", "Q4": "nee", "Q5": "nee"},
    2: {"P0": "ja", "Q1": "nee", "Q3": "nee", "Q4": "nee", "Q5": "ja"},
    3: {"P0": "ja", "Q1": "nee", "Q3": "nee", "Q4": "ja"},
    4: {"P0": "ja", "Q1": "nee", "Q3": "ja"},
    5: {"P0": "ja", "Q1": "ja", "Q2": "ja"},
    6: {"P0": "ja", "Q1": "ja", "Q2": "nee"},
    UIT_BEELD: {"P0": "uit_beeld"},
}
BELEID = Functionaris("test-beleid", "Beleid 1 · TEST", Rol.BELEID, None)
_WIJKEN = {"Centrum": 4, "Noord": 3, "Zuid": 3, "Buitengebied": 1}
_DOELGROEPEN = {"Jongeren tot 27": 3, "55-plus": 3, "Overig": 5}
_BETAALD, _SUPPLEMENTED = 5, 0.3


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What is added to a municipality; from ``guided`` on meetmomenten were taken with ``flow``, before elsewhere."""

    seed: int
    flow: Flow
    guided: datetime

    def __call__(self, whole: Municipality) -> Municipality:
        """The same municipality with more to see."""
        per_client: defaultdict[str, list[Meetmoment]] = defaultdict(list)
        for each in whole.meetmomenten:
            per_client[each.client].append(each)
        trajecten, meetmomenten = Trajecten(), list[Meetmoment]()
        for client, found in per_client.items():
            # A demo must come out the same every time, so nothing here may be unpredictable.
            rng = Random(f"{self.seed} {client}")  # noqa: S311
            enriched = sorted(self._enriched(rng, found), key=lambda each: (each.meting.datum, each.versie))
            meetmomenten += self._compared(enriched)
            trajecten.add(rng, _counting(enriched))
        since = min(since for _, since in whole.functionarissen)
        people = [*whole.functionarissen, (BELEID, since)]
        return replace(whole, functionarissen=people, meetmomenten=meetmomenten, plaatsingen=trajecten.found)

    def _enriched(self, rng: Random, found: Iterable[Meetmoment]) -> Iterator[Meetmoment]:
        """With local fields, the supplement to a wage, and the answers that led to the position."""
        lokaal = _local(rng, newcomer=any(each.meting.kenmerken.get("inburgeringsplichtig") == "ja" for each in found))
        supplements: dict[date, bool] = {}
        for each in found:
            meting, positie = each.meting, each.meting.stand.positie
            if positie in TREDEN:
                meting = replace(meting, lokaal=lokaal)
            if positie == _BETAALD:
                drawn = supplements.setdefault(meting.datum, rng.random() < _SUPPLEMENTED)
                gets = meting.kenmerken.get("inkomen") in ("a", "b") or drawn
                meting = replace(
                    meting, kenmerken={**meting.kenmerken, "aanvullende_uitkering": "ja" if gets else "nee"}
                )
            if each.geregistreerd >= self.guided:
                answers, rules = ANSWERS[positie], self.flow.rules
                meting = replace(meting, antwoorden=answers, methode=self.flow.id, regelversie=rules)
            yield replace(each, meting=meting)

    def _compared(self, found: list[Meetmoment]) -> Iterator[Meetmoment]:
        """Each with whether it confirmed what was measured before."""
        before: Meetmoment | None = None
        for each in found:
            repeats = before is not None and before.id != each.id and each.geregistreerd >= self.guided
            if before is not None and repeats and each.actie is Actie.NIEUW:
                said = Bevestiging.ONGEWIJZIGD if _same(before, each) else Bevestiging.GEWIJZIGD
                yield replace(each, bevestiging=said)
            else:
                yield each
            if each.meting.stand.positie in TREDEN:
                before = each


def _local(rng: Random, *, newcomer: bool) -> dict[str, str]:
    wijk = rng.choices([*_WIJKEN], [*_WIJKEN.values()])[0]
    doelgroep = rng.choices([*_DOELGROEPEN], [*_DOELGROEPEN.values()])[0]
    if newcomer:
        doelgroep = "Statushouders"
    return {f"{LOCAL}doelgroep": slug(doelgroep), f"{LOCAL}wijk": slug(wijk)}


def _same(before: Meetmoment, after: Meetmoment) -> bool:
    one, other = before.meting, after.meting
    return (one.stand.positie, one.kenmerken) == (other.stand.positie, other.kenmerken)


def _counting(found: list[Meetmoment]) -> list[Meetmoment]:
    """Of each meetmoment the last version, unless it was withdrawn."""
    last = {each.id: each for each in found}
    return [each for each in last.values() if each.actie is not Actie.INTREKKING]
