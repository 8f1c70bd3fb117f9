"""On which days a placement runs, what ends it, and that kenmerk 8 follows from it instead of from an answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import LEVEL, NOW, completed, meetmoment, meting, shipped

from flows.conditions import Answers
from flows.engine import asked, back, confirm_card, current, settled
from flows.gemeente import Gemeente, Options
from flows.hermeting import confirmed, judged, only_taken_over
from flows.instrumenten import LOPEND, Instrument
from flows.ladder import Groei
from flows.meetmoment import KENMERKEN, Actie, Bevestiging, Meetmoment, Status, conclude
from flows.plaatsingen import Plaatsing, gone, running, unexplained, with_end

DAY = date(2026, 6, 1)
KEEPING = Gemeente(instrumenten=(Instrument("Taalles"),))
days = st.integers(0, 400).map(lambda n: DAY + timedelta(days=n))


def placed(van: date = DAY, tot: date | None = None, genoteerd: date | None = None) -> Plaatsing:
    return Plaatsing("p", "K-1", "Taalles", van, "km1", NOW, tot=tot, genoteerd=genoteerd)


def code_9(day: date, name: str = "m9", **others: object) -> Meetmoment:
    return meetmoment(name, meting=meting(9, None, datum=day), **others)  # type: ignore[arg-type]  # keyword by keyword


@pytest.mark.parametrize(
    ("day", "tot", "runs"),
    [
        (DAY - timedelta(1), None, False),
        (DAY, None, True),
        (DAY + timedelta(9), DAY + timedelta(10), True),
        (DAY + timedelta(10), DAY + timedelta(10), False),
        (DAY, DAY, False),
    ],
)
def test_a_placement_runs_from_its_first_day_and_has_ended_on_its_last(day: date, tot: date | None, runs: bool) -> None:
    assert placed(tot=tot).runs_on(day) is runs


@given(st.lists(days, max_size=4), days, st.one_of(st.none(), days))
def test_it_ends_with_whatever_comes_first(out: list[date], van: date, noted: date | None) -> None:
    history = tuple(code_9(day, f"m{number}") for number, day in enumerate(out))
    genoteerd = None if noted is None else max(van, noted)
    ended = with_end(placed(van, genoteerd=genoteerd), gone(history))
    wanted = [day for day in out if day >= van] + ([] if genoteerd is None else [genoteerd])
    assert ended.tot == (min(wanted) if wanted else None)
    assert with_end(ended, gone(history)) == ended
    assert with_end(ended, ()).tot == genoteerd


def test_only_what_counts_ends_anything() -> None:
    first = code_9(DAY + timedelta(5))
    waits = code_9(DAY + timedelta(5), status=Status.TE_CONTROLEREN)
    withdrawn = code_9(DAY + timedelta(5), versie=2, actie=Actie.INTREKKING, reden="anders")
    corrected = meetmoment("m9", versie=2, meting=meting(4, Groei.NUL, datum=DAY), actie=Actie.CORRECTIE)
    assert with_end(placed(), gone((first,))).tot == DAY + timedelta(5)
    for history in ((waits,), (first, withdrawn), (first, corrected)):
        assert with_end(placed(), gone(history)).tot is None


def test_a_meting_takes_the_place_of_code_9_on_its_day_and_of_what_it_corrects() -> None:
    day = DAY + timedelta(30)
    out = gone((code_9(day),))
    known = (with_end(placed(), out),)
    assert running(known, out, day, None) == known
    assert running(known, out, day + timedelta(1), None) == ()
    assert running(known, out, day + timedelta(1), "m9") == known


def test_what_ran_by_an_earlier_meetmoment_is_explained_by_what_touches_its_day() -> None:
    for before, known, missing in (
        ({LOPEND: "nee"}, (), False),
        ({}, (), False),
        ({LOPEND: "ja"}, (), True),
        ({LOPEND: "ja"}, (placed(),), False),
        ({LOPEND: "ja"}, (placed(DAY - timedelta(9), DAY),), False),
        ({LOPEND: "ja"}, (placed(DAY - timedelta(9), DAY - timedelta(1)),), True),
    ):
        assert unexplained(before, LOPEND, DAY, known) is missing


@pytest.mark.parametrize("flow_id", ["stroomschema", "direct"])
@pytest.mark.parametrize("trede", ["1", "2", "3", "4", "5", "6"])
def test_kenmerk_8_is_asked_where_no_placements_are_kept_and_derived_where_they_are(flow_id: str, trede: str) -> None:
    level = LEVEL[trede] if flow_id == "stroomschema" else {"positie": trede}
    for gemeente, derives in ((Gemeente(), False), (KEEPING, True)):
        flow = shipped(flow_id, gemeente)
        answers = completed(flow, level)
        assert flow.by_id[LOPEND].derived is derives
        assert (LOPEND in {step.id for step in asked(flow, answers)}) is not derives
        assert (LOPEND in answers) is not derives
    recorded = conclude(flow, {**answers, LOPEND: "ja"}, DAY, Options()).kenmerken
    assert recorded[LOPEND] == "ja"
    without = {name for name in KENMERKEN if name != "aanvullende_uitkering" or trede == "5"}
    assert recorded.keys() == without


def test_who_asks_no_kenmerken_derives_none() -> None:
    flow = shipped("stroomschema", Gemeente(options=Options(volledig=False), instrumenten=KEEPING.instrumenten))
    answers = {**completed(flow, LEVEL["4"]), LOPEND: "ja"}
    assert LOPEND not in conclude(flow, answers, DAY, Options()).kenmerken


def test_a_position_without_a_trede_says_nothing_of_instruments() -> None:
    flow = shipped("stroomschema", KEEPING)
    for position in ("0", "9"):
        assert LOPEND not in settled(flow, {**completed(flow, LEVEL[position]), LOPEND: "ja"})


def test_going_back_and_confirming_leave_it_alone() -> None:
    flow = shipped("stroomschema", KEEPING)
    answers: Answers = {**completed(flow, LEVEL["4"]), LOPEND: "ja"}
    before = back(flow, back(flow, answers))
    assert before[LOPEND] == "ja"
    step = current(flow, before)
    assert step is not None and step.card == "kenmerken"
    assert confirm_card(flow, before, "kenmerken", {LOPEND: "nee"})[LOPEND] == "ja"


@pytest.mark.parametrize("now", ["ja", "nee"])
def test_last_times_value_is_never_confirmed(now: str) -> None:
    """What is derived is no answer: it is neither taken over nor a change of what was said."""
    flow, options = shipped("stroomschema", KEEPING), Options()
    earlier = {step: value for step, value in completed(flow, LEVEL["4"]).items() if step not in ("G1", "gepland")}
    earlier[LOPEND] = "nee"
    taken = confirmed(flow, {LOPEND: now}, earlier, options)
    assert taken[LOPEND] == now
    assert only_taken_over(flow, taken, earlier, options)
    said = judged(flow, {**taken, "G1": "nee"}, earlier, Bevestiging.ONGEWIJZIGD)
    assert said is Bevestiging.ONGEWIJZIGD
