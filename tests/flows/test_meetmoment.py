"""What a measurement records, how it opens again, and what it warns about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import LEVEL, TODAY, completed, shipped

from flows.conditions import holds
from flows.engine import answer, confirm_card, current, offered, settled
from flows.gemeente import AvgClass, FieldKind, Gemeente, LocalField, Options
from flows.ladder import Groei, Stand
from flows.meetmoment import IMPORT, KENMERKEN, Meting, answers_of, conclude
from flows.model import Flow
from flows.paths import paths
from flows.planning import next_termijn

FLOW = shipped()
DIRECT = shipped("direct")
WIJK = LocalField("wijk", "Wijk", FieldKind.KEUZE, ("Noord", "Zuid"), AvgClass.GEVOELIG, "wijkaanpak", 24)
LOCAL = Gemeente(velden=(WIJK,))
NO_CODES = Gemeente(options=Options(code_0=False, code_9=False))
PLANS = ("3", "6", "12", "2027-03-15")
ALL_FLOWS = [FLOW, DIRECT, shipped(gemeente=NO_CODES), shipped("direct", NO_CODES)]
FLOW_IDS = ["stroomschema", "direct", "without_codes", "direct_without_codes"]


def concluded(flow: Flow, answers: dict[str, str], today: date = TODAY) -> Meting:
    return conclude(flow, answers, today, Options())


@pytest.mark.parametrize("trede", range(1, 6))
@pytest.mark.parametrize("groei", [Groei.PLUS, Groei.NUL])
def test_a_trede_is_recorded_with_its_growth(trede: int, groei: Groei) -> None:
    expects = groei is Groei.PLUS
    done = completed(FLOW, LEVEL[str(trede)], G1="ja" if expects else "nee", G2="6")
    found = concluded(FLOW, done)
    assert found.stand == Stand(trede, groei)
    assert found.verwachte_trede == (6 if expects else None)


def test_trede_6_is_recorded_without_growth_as_nul() -> None:
    found = concluded(FLOW, completed(FLOW, LEVEL["6"]))
    assert (found.stand, found.verwachte_trede) == (Stand(6, Groei.NUL), None)


def test_code_0_has_no_growth_and_is_planned_two_months_ahead() -> None:
    found = concluded(FLOW, completed(FLOW, LEVEL["0"]), date(2025, 12, 31))
    assert found.stand == Stand(0, None)
    assert (found.gepland, found.uiterste) == (date(2026, 2, 28), date(2026, 12, 31))
    assert not found.kenmerken


def test_code_9_has_a_reason_and_no_next_date() -> None:
    found = concluded(FLOW, completed(FLOW, LEVEL["9"]))
    assert (found.stand, found.reden_uit_beeld) == (Stand(9, None), "verhuisd")
    assert (found.gepland, found.uiterste) == (None, None)


def test_what_was_not_filled_in_is_absent_and_never_no() -> None:
    done = completed(FLOW, LEVEL["4"], laaggeletterd="ja", startkwalificatie="onbekend")
    assert concluded(FLOW, done).kenmerken == {
        "inkomen": "a",
        "laaggeletterd": "ja",
        **{name: "nee" for name in KENMERKEN if name.startswith(("inburgering", "vrijstelling", "instrument"))},
    }


def test_only_the_answers_that_decided_are_kept_with_the_version_of_the_rules() -> None:
    found = concluded(FLOW, completed(FLOW, LEVEL["3"]))
    assert found.antwoorden == LEVEL["3"]
    assert (found.methode, found.regelversie) == ("stroomschema", FLOW.rules)
    direct = concluded(DIRECT, completed(DIRECT, {"positie": "3"}))
    assert (direct.antwoorden, direct.methode) == ({}, "direct")


def test_the_dates_count_from_the_day_that_was_observed() -> None:
    done = completed(FLOW, {**LEVEL["2"], "datum": "2026-09-30"}, gepland="6")
    found = concluded(FLOW, done)
    assert (found.datum, found.gepland, found.uiterste) == (date(2026, 9, 30), date(2027, 3, 30), date(2027, 9, 30))


def test_a_local_field_is_recorded_apart() -> None:
    flow = shipped(gemeente=LOCAL)
    found = concluded(flow, completed(flow, LEVEL["4"], lokaal_wijk="zuid"))
    assert found.lokaal == {"lokaal_wijk": "zuid"}
    assert "lokaal_wijk" not in found.kenmerken


@pytest.mark.parametrize("answers", [{}, {"P0": "ja"}, {"P0": "ja", "Q1": "nee", "Q3": "nee"}])
def test_a_dialogue_without_an_outcome_cannot_be_concluded(answers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="has not reached an outcome"):
        concluded(FLOW, answers)


def opened(flow: Flow, meting: Meting) -> dict[str, str]:
    """The answers with which a meting is opened again, as a municipality does."""
    flow_id, answers = answers_of(meting)
    assert flow_id == flow.id
    return {**flow.given, **answers}


@pytest.mark.parametrize("flow", ALL_FLOWS, ids=FLOW_IDS)
def test_a_meting_that_is_opened_again_is_complete_and_concludes_to_itself(flow: Flow) -> None:
    seen = 0
    for path in paths(flow):
        first = concluded(flow, dict(path.answers))
        again = opened(flow, first)
        assert current(flow, again) is None
        assert concluded(flow, again, TODAY + timedelta(days=30)) == first
        seen += 1
    assert seen >= 6


@st.composite
def finished(draw: st.DrawFn, flow: Flow = FLOW) -> dict[str, str]:
    """Any complete dialogue, back-dated perhaps."""
    answers = draw(st.sampled_from([{}, {"datum": "2026-10-31"}]))
    while (step := current(flow, answers)) is not None:
        values = [choice.id for choice in offered(step, answers)] + ([PLANS[-1]] if step.id == "gepland" else [])
        values += ["onbekend"] if step.card else []
        if step.id == "uitslag":
            values = [
                trede for trede in LEVEL if answer(flow, answers, "uitslag", trede) and _stands(flow, answers, trede)
            ]
        answers = answer(flow, answers, step.id, draw(st.sampled_from(values)))
    return answers


def _stands(flow: Flow, answers: dict[str, str], trede: str) -> bool:
    return "uitslag" in settled(flow, {**answers, "uitslag": trede})


@pytest.mark.wens("RD39")
@given(finished())
def test_any_dialogue_survives_being_recorded_and_opened_again(answers: dict[str, str]) -> None:
    first = concluded(FLOW, answers)
    again = opened(FLOW, first)
    assert current(FLOW, again) is None
    assert concluded(FLOW, again) == first


def test_a_local_field_that_was_left_open_is_open_when_a_meting_is_opened_again() -> None:
    flow = shipped(gemeente=LOCAL)
    first = concluded(flow, completed(flow, LEVEL["4"]))
    assert first.lokaal == {}
    again = confirm_card(flow, opened(flow, first), "kenmerken", {})
    assert current(flow, again) is None
    assert concluded(flow, again) == first


def cautions(answers: dict[str, str], **facts: str) -> set[str]:
    return {each.id for each in FLOW.cautions if holds(each.when, {**facts, **answers})}


NO_SUPPORT = {"aanvullende_uitkering": "nee", "instrument_lopend": "nee", "instrument_inzet": "nee"}


def expected_cautions(trede: int, vorige: int | None, kenmerken: dict[str, str], groei: str | None) -> set[str]:
    """The consistency warnings of the ladder, by hand."""
    instrument = "ja" in (kenmerken["instrument_lopend"], kenmerken["instrument_inzet"])
    extra = kenmerken["aanvullende_uitkering"] == "ja"
    found = {
        "werk_en_uitkering": trede == 6 and kenmerken["inkomen"] in "ab",
        "inkomen_zonder_werk": trede <= 4 and kenmerken["inkomen"] == "d",
        "steun_niet_te_zien": trede == 5 and not instrument and not extra and kenmerken["inkomen"] in "cd",
        "vrijstelling_zonder_plicht": (kenmerken["inburgeringsplichtig"], kenmerken["vrijstelling_inburgeringsplicht"])
        == ("nee", "ja"),
        "groei_zonder_instrument": groei == "ja" and not instrument,
        "sterke_daling": vorige is not None and vorige - trede >= 2,
    }
    return {name for name, fires in found.items() if fires}


def situations() -> Iterator[tuple[int, int | None, dict[str, str], str | None]]:
    ja_nee = ("ja", "nee")
    names = ["aanvullende_uitkering", "inburgeringsplichtig", "vrijstelling_inburgeringsplicht"]
    names += ["instrument_lopend", "instrument_inzet"]
    for trede, inkomen, values in product(range(1, 7), "abcd", product(ja_nee, repeat=len(names))):
        kenmerken = {"inkomen": inkomen, **dict(zip(names, values, strict=True))}
        if trede != 5:
            kenmerken["aanvullende_uitkering"] = "nee"
        for vorige, groei in product((None, *range(1, 7)), ja_nee if trede < 6 else (None,)):
            yield trede, vorige, kenmerken, groei


def test_every_warning_is_given_exactly_when_it_should_be() -> None:
    fired: set[str] = set()
    for trede, vorige, kenmerken, groei in situations():
        answers = {"uitslag": str(trede), **kenmerken} | ({} if groei is None else {"G1": groei})
        facts = {} if vorige is None else {"vorige_trede": str(vorige)}
        found = cautions(answers, **facts)
        assert found == expected_cautions(trede, vorige, kenmerken, groei)
        fired |= found
    # This one follows from a single answer, which is not among the situations.
    assert cautions({"uitslag": "4", "jonger_dan_18": "ja"}) == {"jonger_dan_18"}
    assert fired | {"jonger_dan_18"} == {each.id for each in FLOW.cautions}


def test_a_dialogue_with_the_defaults_gives_no_warning_but_that_growth_has_no_instrument() -> None:
    for trede in ("1", "2", "3", "4", "6"):
        assert cautions(completed(FLOW, LEVEL[trede])) == set()
    assert cautions(completed(FLOW, LEVEL["4"], G1="ja")) == {"groei_zonder_instrument"}
    assert cautions(completed(FLOW, LEVEL["5"])) == {"steun_niet_te_zien"}


def test_what_is_unknown_gives_no_warning() -> None:
    unknown = completed(FLOW, LEVEL["6"]) | dict.fromkeys(KENMERKEN, "onbekend")
    assert cautions(unknown, vorige_trede="6") == set()


@pytest.mark.parametrize("positie", [*range(7), 9])
@pytest.mark.parametrize("groei", list(Groei))
def test_what_came_from_elsewhere_opens_at_the_summary_and_stays_what_it_was(positie: int, groei: Groei) -> None:
    termijn = next_termijn(TODAY, positie, Options())
    taken_over = Meting(
        datum=TODAY,
        stand=Stand(positie, groei if positie in range(1, 6) else Groei.NUL if positie == 6 else None),
        kenmerken={"inkomen": "a"} if positie in range(1, 7) else {},
        reden_uit_beeld="onbekend" if positie == 9 else None,
        gepland=None if termijn is None else termijn.gepland,
        uiterste=None if termijn is None else termijn.uiterste,
        methode=IMPORT,
        regelversie=IMPORT,
    )
    flow_id, answers = answers_of(taken_over)
    assert flow_id == "direct"
    assert current(DIRECT, answers) is None
    again = concluded(DIRECT, answers)
    assert replace(again, methode=IMPORT, regelversie=IMPORT) == taken_over


def test_a_meting_is_equal_to_what_it_says_and_never_edited() -> None:
    first = concluded(FLOW, completed(FLOW, LEVEL["4"]))
    assert first == replace(first)
    with pytest.raises(AttributeError):
        first.datum = TODAY  # type: ignore[misc]  # that is what is tested
