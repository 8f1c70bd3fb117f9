"""The rules of the reports at their edges: who is in which class, which day still counts, what may be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.doelen import Doel
from flows.ladder import Groei
from flows.reports.caseload import Group, Inkomen, Instrumentklasse, caseload, classify_growth, classify_instrument
from flows.reports.conditions import GOOD, Voorwaarde, Wissel, conditions, fulfilled
from flows.reports.counts import Share, percent, share
from flows.reports.equations import cells, unbalanced
from flows.reports.forecast import Prognoseklasse, Verloop, classify_forecast, follow, forecast, window_end
from flows.reports.lists import Lijst, Regel, belongs
from flows.reports.movement import Overgang, came_and_went, left_from_top, moved, movement
from flows.reports.partner import Resultaat, Uitslag, classify_placement, effect
from flows.reports.placing import Inschaling
from flows.reports.publishing import Keyed, published
from flows.reports.shape import caseload_shape, plain
from flows.reports.targets import Oordeel, Realisatie, Vervolg, judge, realise, steps, straight, way

START = date(2025, 3, 31)
DAY = timedelta(days=1)
END = date(2026, 12, 31)


@pytest.mark.parametrize("exempt", ["ja", "nee", None])
def test_who_can_grow_is_met_whatever_the_exemption(exempt: str | None) -> None:
    assert classify_growth("PLUS", exempt) == "MET"
    assert classify_growth("NUL", exempt) == ("ZONDER_ONTHEFFING" if exempt == "ja" else "ZONDER")


@pytest.mark.parametrize(
    ("lopend", "inzet", "wanted"),
    [
        *[(lopend, "ja", "INZET") for lopend in ("ja", "nee", None)],
        *[("ja", inzet, "LOPEND") for inzet in ("nee", None)],
        ("nee", "nee", "GEEN"),
        *[(lopend, inzet, "ONBEKEND") for lopend, inzet in (("nee", None), (None, "nee"), (None, None))],
    ],
)
def test_no_instrument_is_only_what_was_answered_with_no(lopend: str | None, inzet: str | None, wanted: str) -> None:
    assert classify_instrument(lopend, inzet) == wanted


def test_what_was_not_filled_in_is_unknown_and_in_no_class_of_the_answer() -> None:
    found = caseload([Group(2, "NUL", None, None, None, None, True, 3)])
    assert (found.instrument.samen[Instrumentklasse.ONBEKEND], found.inkomen.samen[Inkomen.ONBEKEND]) == (3, 3)
    assert set(caseload_shape(found, START, "alles")["instrument"].values()) == {0}


def test_codes_0_and_9_and_the_never_measured_are_on_no_trede() -> None:
    nothing = (None, None, None, None, None, True)
    found = caseload([Group(0, *nothing, 2), Group(9, *nothing, 3), Group(None, *nothing, 4)])
    assert (found.op_ladder, found.niet_ingedeeld, found.nooit_gemeten, found.in_beeld) == (0, 2, 4, 6)
    assert (found.actueel, found.verlopen) == (0, 0)


def test_an_empty_unit_has_a_caseload_and_a_movement() -> None:
    assert set(cells(caseload([])).values()) == set(cells(movement([])).values()) == {0}


@pytest.mark.parametrize(
    ("way", "top", "between"),
    [
        (Overgang(6, 9, None, True, True, 1), True, False),
        (Overgang(3, 9, 6, True, True, 1), True, False),
        (Overgang(6, 9, 5, True, True, 1), False, False),
        (Overgang(6, 0, None, True, True, 1), False, False),
        (Overgang(None, 9, 6, True, True, 1), False, True),
        (Overgang(0, 0, 2, True, True, 1), False, True),
        (Overgang(9, None, None, True, True, 1), False, False),
        (Overgang(3, 4, 6, True, True, 1), False, False),
    ],
)
def test_who_left_from_the_top_and_who_came_and_went(way: Overgang, top: bool, between: bool) -> None:
    assert (left_from_top(way), came_and_went(way)) == (top, between)


def test_a_client_who_changed_hands_is_new_to_nobody_and_lost_by_nobody() -> None:
    given, taken = Overgang(2, 3, None, True, False, 5), Overgang(4, 4, None, False, True, 3)
    found = movement([given, *[taken] * 2, taken._replace(n=1)])
    assert (found.instroom, found.uitstroom, found.overgekomen, found.overgedragen) == (0, 0, 7, 5)
    assert (found.herkomst[4].gebleven, found.herkomst[3].samen, found.bestemming[2].naar[3]) == (7, 0, 5)
    assert (found.op_ladder_toen, found.op_ladder_nu, found.gestegen, found.gelijk) == (5, 7, 0, 7)


def test_who_left_the_ladder_is_missed_where_they_were_and_who_is_new_is_counted_where_they_are() -> None:
    gone, new = Overgang(6, 9, None, True, False, 5), Overgang(None, 2, None, False, True, 3)
    found = movement([gone, gone._replace(toen=False, nu=True, n=7), new, new._replace(toen=True, nu=False, n=9)])
    assert (found.uitstroom, found.uit_laatst_op_6, found.bestemming[6].uitstroom) == (5, 5, 5)
    assert (found.instroom, found.herkomst[2].instroom) == (3, 3)
    assert (found.overgekomen, found.overgedragen, unbalanced(found)) == (0, 0, [])


@pytest.mark.parametrize(("van", "naar", "wanted"), [(1, 3, 2), (6, 5, -1), (2, 2, 0), (0, 3, None), (3, 9, None)])
def test_how_far_somebody_moved(van: int, naar: int, wanted: int | None) -> None:
    assert moved(van, naar) == wanted


def became(*later: tuple[date, int], trede: int = 3, tot: date = END) -> Prognoseklasse:
    found = follow((START, trede, Groei.PLUS, None), later, tot)
    assert found is not None
    return classify_forecast(found)


def test_the_year_of_a_forecast_ends_on_the_same_day_or_the_last_of_the_month() -> None:
    assert window_end(date(2025, 3, 31)) == date(2026, 3, 31)
    assert window_end(date(2024, 2, 29)) == date(2025, 2, 28)


def test_a_forecast_comes_true_up_to_and_with_the_last_day_of_its_year() -> None:
    last = window_end(START)
    assert became((last, 4)) == "UITGEKOMEN"
    assert became((last + DAY, 4)) == "TE_LAAT"
    assert became((last, 4), tot=last - DAY) == "OPEN"
    assert became((last + DAY, 4), tot=last) == "NIET_GEMETEN"
    assert became((START, 4)) == "NIET_GEMETEN"


def test_the_first_class_that_applies_is_the_one() -> None:
    last = window_end(START)
    assert became((START + DAY, 2), (last, 4)) == "UITGEKOMEN"
    assert became((START + DAY, 3), (last + DAY, 6)) == "NIET"
    assert became((START + DAY, 9), (last + DAY, 4)) == "TE_LAAT"
    assert became((START + DAY, 9), (last + DAY, 3)) == "NIET_GEMETEN"
    assert became((START + DAY, 9), (START + 2 * DAY, 9)) == "UIT"
    assert became((START + DAY, 9), tot=START + 2 * DAY) == "UIT"
    assert became((START + DAY, 0), tot=START + 2 * DAY) == "OPEN"
    assert became((START + DAY, 0)) == "NIET_GEMETEN"
    assert became() == "NIET_GEMETEN"


@pytest.mark.parametrize("positie", [0, 6, 9])
def test_nobody_can_rise_from_the_highest_trede_or_from_none(positie: int) -> None:
    assert follow((START, positie, Groei.NUL, None), [(START + DAY, 3)], END) is None


def test_the_trede_that_was_named_has_to_be_reached_in_time() -> None:
    rows = [
        Verloop(2, "PLUS", 4, 4, None, False, False, 3),
        Verloop(2, "PLUS", 4, 3, 5, False, False, 2),
        Verloop(2, "PLUS", 4, None, 5, False, False, 1),
        Verloop(2, "PLUS", None, 3, None, False, False, 9),
        Verloop(2, "PLUS", 4, None, None, False, True, 9),
    ]
    found = forecast(rows).plus
    assert (found.beoordeeld, found.met_verwachting, found.verwachting_gehaald) == (15, 6, 3)


@pytest.mark.parametrize(
    ("gestegen", "totaal", "running", "ended"),
    [
        (8, 20, Oordeel.GEHAALD, Oordeel.GEHAALD),
        (7, 20, Oordeel.OPEN, Oordeel.NIET_GEHAALD),
        # Of twenty two fifths are eight, of twenty-one they are nine.
        (8, 21, Oordeel.OPEN, Oordeel.NIET_GEHAALD),
        (0, 0, None, None),
        (None, 20, None, None),
        (8, None, None, None),
    ],
)
def test_a_target_is_judged_when_nothing_can_change_it(
    gestegen: int | None, totaal: int | None, running: Oordeel | None, ended: Oordeel | None
) -> None:
    found = Realisatie(totaal, gestegen, 2, 0, None)
    assert judge(Doel(2, Groei.PLUS, 40), found, ended=False) == running
    assert judge(Doel(2, Groei.PLUS, 40), found, ended=True) == ended


@pytest.mark.parametrize(
    ("gestegen", "running", "ended"),
    [
        (None, Oordeel.OPEN, Oordeel.NIET_GEHAALD),
        (30, Oordeel.OPEN, Oordeel.NIET_GEHAALD),
        (35, Oordeel.OPEN, Oordeel.ROND),
        (45, Oordeel.OPEN, Oordeel.ROND),
        (50, Oordeel.GEHAALD, Oordeel.GEHAALD),
    ],
)
def test_of_rounded_numbers_nothing_is_said_that_may_be_untrue(
    gestegen: int | None, running: Oordeel, ended: Oordeel
) -> None:
    """Of a hundred two fifths have to rise: at least 38 and at most 42, when both numbers may be five off."""
    found = Realisatie(100, gestegen, None, None, None)
    assert judge(Doel(2, Groei.PLUS, 40), found, ended=False, within=5) == running
    assert judge(Doel(2, Groei.PLUS, 40), found, ended=True, within=5) == ended


def test_of_twenty_four_rose_two_did_not_and_fourteen_were_not_measured_again() -> None:
    day = date(2026, 5, 1)
    rows = [
        Vervolg(1, "PLUS", day, True, False, 4),
        Vervolg(1, "PLUS", None, True, False, 2),
        Vervolg(1, "PLUS", None, False, False, 14),
        Vervolg(1, "NUL", day, True, False, 9),
        Vervolg(2, "PLUS", day, True, False, 9),
    ]
    doel = Doel(1, Groei.PLUS, 40)
    found = realise(doel, rows)
    assert found == Realisatie(totaal=20, gestegen=4, niet_gestegen=2, van_de_ladder=0, niet_gemeten=14)
    assert judge(doel, found, ended=False) is Oordeel.OPEN


def test_of_an_instrument_more_clients_may_come_until_the_end() -> None:
    half, five = Doel(3, None, 30, instrument="Taal"), Doel(3, None, aantal=5, instrument="Taal")
    found = Realisatie(10, 5, 3, 0, 2)
    assert [judge(each, found, ended=False) for each in (half, five)] == [Oordeel.OPEN, Oordeel.GEHAALD]
    assert [judge(each, found, ended=True) for each in (half, five)] == [Oordeel.GEHAALD, Oordeel.GEHAALD]
    assert judge(five, Realisatie(4, 1, 3, 0, 0), ended=False) is Oordeel.OPEN


@pytest.mark.parametrize(("totaal", "wanted"), [(499, Oordeel.NIET_GEHAALD), (500, Oordeel.OPEN)])
def test_a_count_cannot_be_reached_with_fewer_people(totaal: int, wanted: Oordeel) -> None:
    assert judge(Doel(None, None, aantal=500), Realisatie(totaal, 4, 2, 0, totaal - 6), ended=False) is wanted


def test_the_way_to_a_target_ends_at_what_is_needed() -> None:
    rows = [Vervolg(1, "PLUS", date(2026, month, 5), True, False, 2) for month in (1, 3, 3)]
    rows.append(Vervolg(1, "PLUS", None, False, False, 14))
    year = (date(2026, 1, 1), date(2026, 12, 31))
    doel = Doel(1, Groei.PLUS, 50)
    found = way(doel, rows, year, date(2026, 3, 20)).gestegen
    assert found == {date(2026, 1, 31): 2, date(2026, 2, 28): 2, date(2026, 3, 20): 6}
    assert [straight(doel, 20, year, day) for day in (*found, year[1])] == [1, 2, 2, 10]
    assert steps((date(2025, 1, 1), date(2026, 12, 31)), date(2025, 12, 1)) == [
        *(date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 1))
    ]


def test_a_target_without_days_is_for_every_calendar_year() -> None:
    assert Doel(1, None, 40).period(date(2025, 2, 3)) == (date(2025, 1, 1), date(2025, 12, 31))
    own = Doel(1, None, 40, van=date(2026, 4, 1), tot=date(2027, 3, 31))
    assert own.period(date(2025, 2, 3)) == (date(2026, 4, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), 60),
        (date(2026, 11, 7), 60),
        (date(2026, 11, 8), None),
        (date(2026, 12, 17), 14),
        (date(2026, 12, 31), 0),
        (date(2027, 1, 1), None),
    ],
)
def test_a_target_is_told_of_some_days_before_its_end(day: date, wanted: int | None) -> None:
    assert Doel(1, None, 40, herinneren=(60, 14, 0)).reminder(day) == wanted


@pytest.mark.parametrize(
    ("begin", "end", "ended", "running"),
    [
        (2, 3, Resultaat.GESTEGEN, Resultaat.GESTEGEN),
        (2, 2, Resultaat.GELIJK, Resultaat.GELIJK),
        (2, 1, Resultaat.GEDAALD, Resultaat.GEDAALD),
        (2, 9, Resultaat.UIT, Resultaat.UIT),
        (2, 0, Resultaat.EIND_NIET_GEMETEN, Resultaat.LOOPT_NOG),
        (2, None, Resultaat.EIND_NIET_GEMETEN, Resultaat.LOOPT_NOG),
        (0, 9, Resultaat.BEGIN_NIET_GEMETEN, Resultaat.BEGIN_NIET_GEMETEN),
        (None, None, Resultaat.BEGIN_NIET_GEMETEN, Resultaat.BEGIN_NIET_GEMETEN),
    ],
)
def test_what_a_placement_came_to(begin: int | None, end: int | None, ended: Resultaat, running: Resultaat) -> None:
    assert classify_placement(begin, end, runs=False) is ended
    assert classify_placement(begin, end, runs=True) is running


def test_placements_of_one_client_are_more_than_clients() -> None:
    found = effect(
        [Uitslag("P", 2, 3, False, 1), Uitslag("P", 2, 4, True, 2), Uitslag("Q", None, 4, False, 1)], {"P": 1, "Q": 1}
    )
    assert (found.per["P"].clienten, found.per["P"].plaatsingen) == (1, 3)
    assert found.per["P"].resultaat["GESTEGEN"] == 3
    assert unbalanced(found) == []


def test_a_condition_is_reached_where_no_became_yes() -> None:
    rows = [
        Wissel("startkwalificatie", "nee", "ja", 3),
        Wissel("startkwalificatie", "nee", "nee", 5),
        Wissel("startkwalificatie", "nee", None, 9),
        Wissel("startkwalificatie", None, "ja", 9),
        Wissel("startkwalificatie", "ja", "nee", 1),
        Wissel("startkwalificatie", "ja", "ja", 2),
    ]
    assert conditions(rows).per == {"startkwalificatie": Voorwaarde(8, 3, 3, 1, 7)}


@pytest.mark.parametrize(("kenmerk", "wanted"), [("startkwalificatie", (8, 3, 3, 1)), ("laaggeletterd", (3, 1, 8, 3))])
def test_a_condition_is_read_in_its_good_direction(kenmerk: str, wanted: tuple[int, ...]) -> None:
    assert fulfilled(kenmerk, Voorwaarde(8, 3, 3, 1, 7)) == wanted


def test_the_three_conditions_that_are_named_first_stand_first() -> None:
    names = ["startkwalificatie", "aanvullende_uitkering", "laaggeletterd", "instrument_inzet", "inburgeringsbehoeftig"]
    found = conditions([Wissel(name, "nee", "ja", 1) for name in names])
    assert list(found.per) == [*GOOD, "aanvullende_uitkering", "instrument_inzet"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (Regel("K-1", 4, 3, "NUL", "nee", "nee", END), {Lijst.GEDAALD}),
        (Regel("K-1", 3, 4, "PLUS", "nee", "nee", END), {Lijst.WITTE_VLEK}),
        (Regel("K-1", 3, 4, "PLUS", "nee", None, END), set()),
        (Regel("K-1", 3, 3, "PLUS", "ja", "nee", START - DAY), {Lijst.VERLOPEN}),
        (Regel("K-1", 3, 3, "NUL", None, None, None), {Lijst.VERLOPEN}),
        (Regel("K-1", 3, 0, None, None, None, START - DAY), set()),
        (Regel("K-1", 3, 9, None, None, None, None), set()),
        (Regel("K-1", None, None, None, None, None, None), {Lijst.NOOIT_GEMETEN}),
    ],
)
def test_who_is_on_which_list(line: Regel, wanted: set[Lijst]) -> None:
    assert {each for each in Lijst if belongs(each, line, START)} == wanted


def test_the_last_day_is_still_in_time() -> None:
    line = Regel("K-1", 3, 3, "NUL", "nee", "nee", START)
    assert not belongs(Lijst.VERLOPEN, line, START)
    assert belongs(Lijst.VERLOPEN, line, START + DAY)


def test_a_sum_that_does_not_hold_is_named() -> None:
    found = caseload([Group(3, "PLUS", "nee", "nee", "ja", "a", True, 12)])
    assert unbalanced(found) == []
    assert [each.left for each in unbalanced(replace(found, verlopen=1))] == [(("op_ladder",),)]
    assert [each.right for each in unbalanced(replace(found, actueel=13))] == [(("actueel",), ("verlopen",))]
    assert unbalanced(Inschaling(12, 12)) == []
    assert [each.rest for each in unbalanced(Inschaling(13, 12))] == [True]


@pytest.mark.parametrize(
    ("part", "whole", "wanted"), [(5, 6, 83), (1, 8, 13), (1, 200, 1), (0, 3, 0), (3, 3, 100), (0, 0, None)]
)
def test_percents_are_rounded_halves_up(part: int, whole: int, wanted: int | None) -> None:
    assert percent(part, whole) == wanted


@pytest.mark.parametrize(
    ("part", "whole", "wanted"),
    [
        (5, 9, None),
        (5, 10, Share(50, 60)),
        (0, 12, Share(0, 10)),
        (12, 12, Share(90, 100)),
        (7, 29, Share(20, 30)),
        (7, 30, Share(23, 23)),
        (None, 40, None),
        (7, None, None),
    ],
)
def test_so_few_tell_nothing_and_few_tell_a_range(part: int | None, whole: int | None, wanted: Share | None) -> None:
    assert share(part, whole) == wanted


def test_fewer_than_five_are_null_in_the_json() -> None:
    found = caseload(
        [
            Group(3, "PLUS", "nee", "nee", "ja", "a", True, Keyed(12, 5)),
            Group(4, "NUL", "nee", "ja", "ja", "b", False, Keyed(2, 2)),
        ]
    )
    shown = caseload_shape(published(found), START, "team:t1")
    assert shown["treden"] == {"1": None, "2": None, "3": 10, "4": None, "5": None, "6": None}
    assert shown["per_trede"]["4"]["groei"] == {"MET": None, "ZONDER": None, "ZONDER_ONTHEFFING": None}
    assert (shown["op_ladder"], shown["instrument"]["INZET_LOPEND"]) == (10, None)


def test_other_reports_are_written_as_they_are() -> None:
    assert plain(Inschaling(412, 600)) == {"geplaatst": 412, "in_beeld": 600}
    assert plain(conditions([Wissel("laaggeletterd", "nee", "ja", 7)])) == {
        "per": {"laaggeletterd": {"nee_toen": 7, "bereikt": 7, "ja_toen": 0, "vervallen": 0, "onveranderd": 0}}
    }


@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("doel", [Doel(None, None, aantal=500), Doel(2, Groei.PLUS, procent=40)])
def test_of_a_group_with_nobody_in_it_nothing_is_said(doel: Doel, ended: bool) -> None:
    assert judge(doel, Realisatie(0, 0, 0, 0, 0), ended=ended) is None
