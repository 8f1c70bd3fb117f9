"""What somebody taps or types becomes an answer, or a reason why not; never an exception."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import LEVEL, TODAY, completed, shipped

from flows.conditions import Answers
from flows.model import Choice, Kind, Step
from flows.values import Accepted, Rejected, Verdict, accept, observed, planned, read_date, read_day, read_typed

FLOW = shipped()
DIRECT = shipped("direct")
Q1, G1, G2, DATUM, GEPLAND = (FLOW.by_id[name] for name in ("Q1", "G1", "G2", "datum", "gepland"))
NUMBER = Step("lokaal_kinderen", "Kinderen", "Hoeveel?", kind=Kind.NUMBER)
STEPS = [*FLOW.steps, *DIRECT.steps, NUMBER]


def typed(step: Step, text: str, answers: Answers | None = None) -> Verdict:
    return read_typed(step, text, answers or {}, TODAY)


@pytest.mark.parametrize("text", ["ja", "j", "JA", "Ja", " ja\n", "1", "y", "yes"])
def test_yes_may_be_typed_in_several_ways(text: str) -> None:
    assert typed(Q1, text) == Accepted("ja")


@pytest.mark.parametrize("text", ["nee", "n", "NEE", " n ", "2", "no"])
def test_no_may_be_typed_in_several_ways(text: str) -> None:
    assert typed(Q1, text) == Accepted("nee")


@pytest.mark.parametrize("text", ["", "misschien", "jaja", "3", "0", "ja nee", "Q1"])
def test_anything_else_is_not_offered(text: str) -> None:
    assert typed(Q1, text) == Rejected("not_offered")


@pytest.mark.parametrize(
    ("step", "text", "value"),
    [
        ("P0", "0", "intake"),
        ("P0", "9", "uit_beeld"),
        ("P0", "niet meer in beeld", "uit_beeld"),
        ("reden_uit_beeld", "Verhuisd", "verhuisd"),
        ("reden_uit_beeld", "5", "anders"),
        ("G1", "+", "ja"),
        ("G1", "ja (+)", "ja"),
        ("G1", "0", "nee"),
        ("inkomen", "b", "b"),
        ("inkomen", "2", "b"),
        ("gepland", "over 3 maanden", "3"),
        ("gepland", "12", "12"),
    ],
)
def test_a_label_a_number_or_a_shorthand_will_do(step: str, text: str, value: str) -> None:
    assert typed(FLOW.by_id[step], text) == Accepted(value)


@pytest.mark.parametrize("positie", ["0", "1", "2", "3", "4", "5", "6", "9"])
def test_a_typed_position_is_that_position(positie: str) -> None:
    assert typed(DIRECT.by_id["positie"], positie) == Accepted(positie)


@pytest.mark.parametrize("now", ["1", "2", "3", "4", "5"])
@pytest.mark.parametrize("expected", ["1", "2", "3", "4", "5", "6"])
def test_a_typed_trede_is_that_trede_and_only_a_higher_one_will_do(now: str, expected: str) -> None:
    wanted = Accepted(expected) if expected > now else Rejected("not_offered")
    assert typed(G2, expected, {"uitslag": now}) == wanted
    assert accept(G2, expected, {"uitslag": now}, TODAY) == wanted


@pytest.mark.parametrize(
    "text",
    [
        *("15-3-2026", "15-03-2026", "15/03/2026", "15.3.2026", "15 03 2026", " 15-03-2026 ", "2026-03-15"),
        *("15-3-26", "15/03/26", "15 3 26"),
    ],
)
def test_a_date_may_be_written_in_several_ways(text: str) -> None:
    assert read_date(text) == date(2026, 3, 15)


@pytest.mark.parametrize(
    "text",
    [
        *("", "morgen", "31-02-2026", "29-02-2025", "00-01-2026", "1-13-2026", "15-03-126", "2026-3-15", "15-13"),
        *("20260315", "15-03-2026 12:00", "1-1-0000", "2026-W12-1", "30-2", "15-3-", "15"),
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_date(text) is None
    assert typed(DATUM, text) == Rejected("not_a_date")


@pytest.mark.parametrize(
    ("text", "day"),
    [("20-11", TODAY), ("1/11", date(2026, 11, 1)), ("21-9", date(2026, 9, 21)), ("15-03-26", None), ("21-11", None)],
)
def test_a_day_without_its_year_is_the_one_that_can_have_been(text: str, day: date | None) -> None:
    verdict = typed(DATUM, text)
    assert verdict == Accepted(str(day)) if day else isinstance(verdict, Rejected)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("21-11", date(2026, 11, 21)), ("15-3", date(2027, 3, 15)), ("15-3-27", date(2027, 3, 15))),
        ("20-11", date(2027, 11, 20)),
    ],
)
def test_a_day_without_its_year_is_the_one_that_is_to_come(text: str, day: date) -> None:
    assert typed(GEPLAND, text) == Accepted(str(day))


def test_a_leap_day_without_its_year_is_found_in_the_year_that_has_one() -> None:
    assert read_day("29-2", date(2027, 6, 1), date(2027, 6, 2), date(2028, 6, 1)) == date(2028, 2, 29)
    assert read_day("29-2", date(2026, 6, 1), date(2026, 6, 2), date(2026, 12, 1)) is None
    assert read_day("1-2", TODAY, date(2026, 11, 1), TODAY) == date(2026, 2, 1)


@given(st.dates(date(1, 1, 1)))
def test_every_date_reads_back(day: date) -> None:
    assert read_date(f"{day.day}-{day.month}-{day.year:04}") == day
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize("days", [0, -1, -59, -60])
def test_a_measurement_may_be_dated_back_sixty_days(days: int) -> None:
    day = (TODAY + timedelta(days=days)).isoformat()
    assert accept(DATUM, day, {}, TODAY) == Accepted(day)


def test_a_measurement_of_longer_ago_is_too_early_and_one_in_the_future_too_late() -> None:
    assert typed(DATUM, "20-9-2026") == Rejected("too_early", {"first": date(2026, 9, 21)})
    assert typed(DATUM, "21-11-2026") == Rejected("too_late", {"last": TODAY})


@pytest.mark.parametrize("day", ["2026-11-21", "2027-11-20", "2027-03-15"])
def test_the_next_measurement_is_after_today_and_within_a_year(day: str) -> None:
    assert accept(GEPLAND, day, {}, TODAY) == Accepted(day)


def test_the_next_measurement_cannot_be_today_or_past_its_ultimate_day() -> None:
    assert accept(GEPLAND, "2026-11-20", {}, TODAY) == Rejected("too_early", {"first": date(2026, 11, 21)})
    assert accept(GEPLAND, "2027-11-21", {}, TODAY) == Rejected("too_late", {"last": date(2027, 11, 20)})
    back_dated = {"datum": "2026-10-01"}
    assert accept(GEPLAND, "2027-10-01", back_dated, TODAY) == Accepted("2027-10-01")
    assert accept(GEPLAND, "2027-10-02", back_dated, TODAY) == Rejected("too_late", {"last": date(2027, 10, 1)})


@pytest.mark.parametrize(
    ("gepland", "datum", "expected"),
    [
        ("6", None, date(2027, 5, 20)),
        ("6", "2026-09-30", date(2027, 3, 30)),
        ("12", "2026-11-01", date(2027, 11, 1)),
        ("2027-11-20", "2026-10-01", date(2027, 11, 20)),
        ("2027-03-15", None, date(2027, 3, 15)),
        (None, None, None),
    ],
)
def test_what_was_planned_counts_from_the_day_of_the_situation(
    gepland: str | None, datum: str | None, expected: date | None
) -> None:
    given = {"gepland": gepland, "datum": datum}
    assert planned({name: value for name, value in given.items() if value is not None}, TODAY) == expected


def test_a_municipality_that_measures_more_often_has_an_earlier_last_day() -> None:
    step = replace(GEPLAND, months=6)
    assert accept(step, "2027-05-20", {}, TODAY) == Accepted("2027-05-20")
    assert accept(step, "2027-05-21", {}, TODAY) == Rejected("too_late", {"last": date(2027, 5, 20)})


def test_a_situation_is_of_today_unless_another_day_was_given() -> None:
    assert observed({}, TODAY) == TODAY
    assert observed({"datum": "2026-10-01"}, TODAY) == date(2026, 10, 1)


@pytest.mark.parametrize(("text", "value"), [("0", "0"), ("007", "7"), (" 12 ", "12"), ("1000000", "1000000")])
def test_a_whole_number_is_accepted(text: str, value: str) -> None:
    assert typed(NUMBER, text) == Accepted(value)


@pytest.mark.parametrize("text", ["", "-1", "1,5", "1.000", "twee", "1000001", "99999999", "²", "1e3"])
def test_anything_else_is_no_number(text: str) -> None:
    assert typed(NUMBER, text) == Rejected("not_a_number")


@given(st.sampled_from(STEPS), st.text(max_size=40), st.sampled_from(list(LEVEL.values())))
def test_no_text_breaks_any_question(step: Step, text: str, level: Answers) -> None:
    for verdict in (typed(step, text, level), accept(step, text, level, TODAY)):
        if isinstance(verdict, Accepted):
            assert accept(step, verdict.value, level, TODAY) == verdict


@given(st.sampled_from(STEPS), st.from_regex(r"[\d\-/. ]{1,12}", fullmatch=True))
def test_nothing_that_resembles_a_date_or_a_number_breaks_any_question(step: Step, text: str) -> None:
    assert isinstance(typed(step, text), Accepted | Rejected)


def test_a_choice_that_earlier_answers_close_is_not_accepted() -> None:
    step = Step("s", "S", "S?", choices=(Choice("a", "A"), Choice("b", "B", when=G2.when)))
    assert accept(step, "b", {"G1": "nee"}, TODAY) == Rejected("not_offered")
    assert accept(step, "b", {"G1": "ja"}, TODAY) == Accepted("b")


def test_every_answer_of_a_finished_dialogue_would_be_accepted_again() -> None:
    for level in LEVEL.values():
        done = completed(FLOW, level, G1="ja")
        for name, value in done.items():
            assert accept(FLOW.by_id[name], value, done, TODAY) == Accepted(value)
