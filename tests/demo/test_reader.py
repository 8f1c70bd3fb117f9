import json
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.generate import generate, written
from bot.demo.reader import FaultyDemo, read
from bot.demo.records import Kenmerken, Municipality, as_line
from bot.routes import ROUTES
from bot.texts.translations import words
from flows.people import Rol

Line = dict[str, Any]

TEAM: Line = {"soort": "team", "id": "t1", "naam": "Team Werk (TEST)", "afdeling": "Werk (TEST)"}
FUNCTIONARIS: Line = {"soort": "functionaris", "id": "f1", "rol": "klantmanager", "team": "t1"}
CLIENT: Line = {"soort": "client", "code": "K-1", "gemeentecode": "9999"}
TOEWIJZING: Line = {
    "soort": "toewijzing",
    "client": "K-1",
    "functionaris": "f1",
    "van": "2025-01-01",
    "tot": None,
}
MEETMOMENT: Line = {
    "soort": "meetmoment",
    "client": "K-1",
    "datum": "2025-03-03",
    "geregistreerd": "2025-03-03T10:00:00+01:00",
    "positie": 3,
    "groei": "PLUS",
    "verwachte_trede": 4,
    "kenmerken": {"inkomen": "a", "startkwalificatie": "nee", "laaggeletterd": None},
    "door": "f1",
    "versie": 1,
    "actie": "nieuw",
    "reden": None,
}
CORRECTIE: Line = MEETMOMENT | {
    "geregistreerd": "2025-03-04T10:00:00+01:00",
    "positie": 4,
    "groei": "NUL",
    "verwachte_trede": None,
    "versie": 2,
    "actie": "correctie",
    "reden": "verkeerde_knop",
}
WHOLE: list[Line] = [TEAM, FUNCTIONARIS, CLIENT, TOEWIJZING, MEETMOMENT, CORRECTIE]
PLAATSING: Line = {
    "soort": "plaatsing",
    "client": "K-1",
    "instrument": "Taaltraject",
    "partner": "Taalhuis",
    "van": "2024-12-01",
    "tot": "2025-06-30",
    "financiering": "inburgering",
    "bedrag": 1250,
    "srg_type": "30",
    "door": "f1",
    "geregistreerd": "2025-03-03T10:00:00+01:00",
}


def texts(*lines: Line | str) -> list[str]:
    return [line if isinstance(line, str) else json.dumps(line) for line in lines]


def faults(*lines: Line | str, today: date | None = None) -> list[tuple[int, str]]:
    """Line and key of every fault; each reason must also be a sentence."""
    try:
        read(texts(*lines), today=today)
    except FaultyDemo as faulty:
        for fault in faulty.faults:
            assert words("nl").say(fault.reason).endswith(".")
        return [(fault.line, fault.reason.key) for fault in faulty.faults]
    return []


def test_a_whole_file_is_read() -> None:
    found = read(texts(*WHOLE))
    assert len(found.teams) == len(found.functionarissen) == len(found.clienten) == 1
    assert found.toewijzingen[0].tot is None
    assert [meetmoment.versie for meetmoment in found.meetmomenten] == [1, 2]
    assert found.meetmomenten[0].kenmerken == Kenmerken(inkomen="a", startkwalificatie="nee")


def test_what_is_asked_beside_the_fixed_set_comes_along() -> None:
    beside = {"soort_meting": "intake", "doel_contact": "plan", "gegeven": "Q1 Q3"}
    whole = read(texts(TEAM, FUNCTIONARIS, CLIENT, TOEWIJZING, MEETMOMENT | {"aanvullend": beside}))
    assert whole.meetmomenten[0].aanvullend == beside
    assert as_line(whole.meetmomenten[0])["aanvullend"] == beside
    strange = MEETMOMENT | {"aanvullend": {"naam": "Jan"}}
    assert faults(TEAM, FUNCTIONARIS, CLIENT, TOEWIJZING, strange) == [(5, "demo.fault.unknown")]


def test_lines_may_come_in_any_order_with_blank_lines_between() -> None:
    assert faults("", *reversed(WHOLE), "  \n", "\n") == []


def test_an_empty_file_is_an_empty_municipality() -> None:
    assert read([]) == Municipality()


def test_what_may_be_empty_may_be_left_out() -> None:
    empty = ("tot", "groei", "verwachte_trede", "kenmerken", "reden")
    unplaced = {name: value for name, value in MEETMOMENT.items() if name not in empty} | {"positie": 0}
    open_ended = {name: value for name, value in TOEWIJZING.items() if name not in empty}
    beheerder = {"soort": "functionaris", "id": "b1", "rol": "beheerder"}
    assert faults(TEAM, FUNCTIONARIS, CLIENT, open_ended, unplaced, beheerder) == []


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("geen json", "demo.fault.json"),
        ("[" * 5_000, "demo.fault.json"),
        ('{"soort": "team", "id": ' + "9" * 5_000 + "}", "demo.fault.json"),
        ('["team"]', "demo.fault.object"),
        ("null", "demo.fault.object"),
        ('{"soort": "team", "naam": "' + "x" * 10_000 + '"}', "demo.fault.long"),
        ('{"soort": "client", "code": "K-2", "code": "K-3", "gemeentecode": "9999"}', "demo.fault.double"),
        ({}, "demo.fault.missing"),
        ({"soort": "gemeente"}, "demo.fault.soort"),
        ({"soort": ["team"]}, "demo.fault.soort"),
        ({"soort": "client", "code": "K-2"}, "demo.fault.missing"),
        (CLIENT | {"code": "K-2", "bsn": "123456782"}, "demo.fault.unknown"),
        (CLIENT | {"code": "k 2"}, "demo.fault.code"),
        (CLIENT | {"code": 2}, "demo.fault.code"),
        (CLIENT | {"code": "K-2", "gemeentecode": "344"}, "demo.fault.gemeentecode"),
        (CLIENT | {"code": "K-2", "gemeentecode": "٠٣٤٤"}, "demo.fault.gemeentecode"),
        (CLIENT, "demo.fault.again"),
        (TEAM, "demo.fault.again"),
        (FUNCTIONARIS, "demo.fault.again"),
        *(
            (TEAM | {"id": name}, "demo.fault.team")
            for name in ("", "team 1", "t/1", "tëam", "t\n", "t\ud800", "t" * 31)
        ),
        (TEAM | {"id": "t2", "naam": "x" * 61}, "demo.fault.name"),
        (TEAM | {"id": "t2", "naam": "a\nb"}, "demo.fault.name"),
        (TEAM | {"id": "t2", "afdeling": " "}, "demo.fault.name"),
        (TEAM | {"id": "x" * 21}, "demo.fault.team"),
        (FUNCTIONARIS | {"id": "x" * 13}, "demo.fault.team"),
        (FUNCTIONARIS | {"id": "f/2"}, "demo.fault.team"),
        (CLIENT | {"code": "KKKK-7Q4FNPXX7"}, "demo.fault.code"),
        (FUNCTIONARIS | {"id": "f2", "rol": "wethouder"}, "demo.fault.choice"),
        (FUNCTIONARIS | {"id": "f2", "team": None}, "demo.rule.team"),
        (FUNCTIONARIS | {"id": "f2", "team": "t9"}, "demo.fault.nowhere"),
        (TOEWIJZING | {"client": "K-9", "van": "2020-01-01"}, "demo.fault.nowhere"),
        (TOEWIJZING | {"functionaris": "f9", "van": "2020-01-01", "tot": "2020-01-02"}, "demo.fault.nowhere"),
        (TOEWIJZING | {"van": "2020-02-01", "tot": "2020-01-01"}, "demo.rule.period"),
        (TOEWIJZING | {"van": "2024-01-01", "tot": "1 januari"}, "demo.fault.date"),
        (TOEWIJZING | {"van": "2026-01-01"}, "demo.fault.overlap"),
        (PLAATSING | {"client": "K-9"}, "demo.fault.nowhere"),
        (PLAATSING | {"door": "f9"}, "demo.fault.nowhere"),
        (PLAATSING | {"tot": "2024-11-30"}, "demo.rule.placement"),
        (PLAATSING | {"van": "2025-03-04"}, "demo.rule.placement_noted"),
        (PLAATSING | {"instrument": "x" * 25}, "demo.fault.name"),
        (PLAATSING | {"instrument": None}, "demo.fault.name"),
        (PLAATSING | {"bedrag": "1250"}, "demo.fault.euros"),
        (PLAATSING | {"bedrag": -1}, "demo.fault.euros"),
        (PLAATSING | {"bedrag": True}, "demo.fault.euros"),
        (PLAATSING | {"srg_type": "jobcoach"}, "demo.fault.srg_type"),
        (PLAATSING | {"srg_type": 30}, "demo.fault.srg_type"),
    ],
)
def test_a_faulty_line_is_named(line: Line | str, key: str) -> None:
    assert faults(*WHOLE, line) == [(7, key)]


@pytest.mark.parametrize("rol", Rol)
def test_the_longest_ids_fit_on_a_button(rol: Rol) -> None:
    team, person, code = "Werk-en_Inkomen-Zuid", "klantmgr_123", "KKKK-7Q4FNP77"
    whole = read(texts(TEAM | {"id": team}, FUNCTIONARIS | {"id": person, "team": team}, CLIENT | {"code": code}))
    assert (whole.teams[0].id, whole.functionarissen[0].id, whole.clienten[0].code) == (team, person, code)
    for target in (
        f"send_invite/{rol}/{team}",
        f"hand_over_surely/{code}/{person}/2026-12-31",
        f"replan/{code}/2026-12-31/instrument_loopt",
        f"begin_placement/{code}/99_99_99/2026-12-31",
        f"ask_undo_placement/{code}/m2n4k6p8q0r2",
        f"end_placement/{code}/m2n4k6p8q0r2/2026-12-31",
    ):
        assert ROUTES.find(target)
        assert len(f"9999999.{target}".encode()) <= 64


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"datum": "03-03-2025"}, "demo.fault.date"),
        ({"datum": "20250303"}, "demo.fault.date"),
        ({"datum": "2025-02-30"}, "demo.fault.date"),
        ({"datum": "0001-01-01"}, "demo.fault.date"),
        ({"datum": 20250303}, "demo.fault.date"),
        ({"geregistreerd": "2025-03-03T10:00:00"}, "demo.fault.moment"),
        ({"geregistreerd": "gisteren"}, "demo.fault.moment"),
        ({"geregistreerd": "0001-01-01T00:00:00+14:00"}, "demo.fault.moment"),
        ({"geregistreerd": "2025-03-02T22:59:00+00:00"}, "demo.rule.registered"),
        ({"positie": 7}, "demo.fault.positie"),
        ({"positie": -1}, "demo.fault.positie"),
        ({"positie": "3"}, "demo.fault.positie"),
        ({"positie": True}, "demo.fault.positie"),
        ({"positie": 3.0}, "demo.fault.positie"),
        ({"groei": "+"}, "demo.fault.choice"),
        ({"positie": 0, "verwachte_trede": None}, "demo.rule.no_growth"),
        ({"positie": 9, "groei": "NUL", "verwachte_trede": None}, "demo.rule.no_growth"),
        ({"groei": None, "verwachte_trede": None}, "demo.rule.growth"),
        ({"positie": 6, "verwachte_trede": None}, "demo.rule.highest"),
        ({"groei": "NUL"}, "demo.rule.expected_plus"),
        ({"verwachte_trede": 3}, "demo.rule.expected_higher"),
        ({"verwachte_trede": 7}, "demo.fault.trede"),
        ({"kenmerken": []}, "demo.fault.kenmerken"),
        ({"kenmerken": {"inkomen": "e"}}, "demo.fault.choice"),
        ({"kenmerken": {"laaggeletterd": True}}, "demo.fault.choice"),
        ({"kenmerken": {"leeftijd": "40"}}, "demo.fault.unknown"),
        ({"client": "K-9"}, "demo.fault.nowhere"),
        ({"door": "f9"}, "demo.fault.nowhere"),
        ({"versie": 0}, "demo.fault.versie"),
        ({"versie": 2}, "demo.rule.new"),
        ({"actie": "weg"}, "demo.fault.choice"),
        ({"reden": ""}, "demo.fault.text"),
        ({"reden": 4}, "demo.fault.text"),
    ],
)
def test_a_faulty_meetmoment_is_named(change: Line, key: str) -> None:
    found = faults(TEAM, FUNCTIONARIS, CLIENT, MEETMOMENT | change)
    assert (4, key) in found
    assert {line for line, _ in found} == {4}


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([MEETMOMENT, MEETMOMENT], [(5, "demo.fault.same_day")]),
        ([MEETMOMENT, CORRECTIE, CORRECTIE], [(6, "demo.fault.same_version")]),
        ([CORRECTIE], [(4, "demo.fault.gap")]),
        ([MEETMOMENT, CORRECTIE | {"versie": 3}], [(5, "demo.fault.gap")]),
        ([CORRECTIE | {"versie": 1}], [(4, "demo.rule.first")]),
        ([MEETMOMENT, CORRECTIE | {"reden": None}], [(5, "demo.rule.reason")]),
        ([MEETMOMENT, CORRECTIE | {"actie": "intrekking", "reden": None}], [(5, "demo.rule.reason")]),
        ([MEETMOMENT, CORRECTIE | {"geregistreerd": "2025-03-03T09:59:00+01:00"}], [(5, "demo.fault.order")]),
        (
            [MEETMOMENT, CORRECTIE | {"actie": "intrekking"}, CORRECTIE | {"versie": 3}],
            [(6, "demo.fault.withdrawn")],
        ),
    ],
)
def test_versions_follow_one_another(versions: list[Line], expected: list[tuple[int, str]]) -> None:
    assert faults(TEAM, FUNCTIONARIS, CLIENT, *versions) == expected


def test_the_day_of_a_transfer_belongs_to_the_next() -> None:
    closed = TOEWIJZING | {"tot": "2025-06-01"}
    following = TOEWIJZING | {"van": "2025-06-01"}
    assert faults(TEAM, FUNCTIONARIS, CLIENT, following, closed) == []
    early = TOEWIJZING | {"van": "2025-05-31"}
    assert faults(TEAM, FUNCTIONARIS, CLIENT, closed, early) == [(5, "demo.fault.overlap")]


def test_nothing_may_be_registered_in_the_future() -> None:
    assert faults(*WHOLE, today=date(2025, 3, 4)) == []
    assert faults(*WHOLE, today=date(2025, 3, 3)) == [(6, "demo.fault.future")]


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    found = faults(
        "{",
        TEAM,
        TOEWIJZING | {"van": "2025-13-01", "tot": "ooit"},
        MEETMOMENT | {"positie": 8, "kenmerken": {"inkomen": "z", "laaggeletterd": "soms"}},
    )
    assert found == [
        (1, "demo.fault.json"),
        (3, "demo.fault.date"),
        (3, "demo.fault.date"),
        (4, "demo.fault.positie"),
        (4, "demo.fault.choice"),
        (4, "demo.fault.choice"),
    ]


def test_one_fault_does_not_draw_others_after_it() -> None:
    bad_client = CLIENT | {"gemeentecode": "x"}
    bad_first = MEETMOMENT | {"positie": 8}
    assert faults(TEAM, FUNCTIONARIS, bad_client, bad_first, CORRECTIE) == [
        (3, "demo.fault.gemeentecode"),
        (4, "demo.fault.positie"),
    ]


def test_a_reason_never_repeats_control_characters_from_the_file() -> None:
    with pytest.raises(FaultyDemo) as caught:
        read(texts(CLIENT | {"\x1b[2J" + "x" * 500: 1}))
    sentence = words("nl").say(caught.value.faults[0].reason)
    assert "\x1b" not in sentence
    assert len(sentence) < 120


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["ja", "2025-03-03", "PLUS"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(WHOLE).flatmap(lambda line: st.tuples(st.just(line), st.sampled_from(sorted(line)), anything)))
def test_no_value_breaks_the_reader(changed: tuple[Line, str, object]) -> None:
    line, name, value = changed
    others = [other for other in WHOLE if other is not line]
    assert {number for number, _ in faults(*others, line | {name: value})} <= set(range(1, 7))


@given(st.lists(st.text(max_size=60), max_size=5))
def test_no_text_breaks_the_reader(lines: list[str]) -> None:
    faults(*lines)


def test_a_hundred_thousand_lines_are_read_in_seconds() -> None:
    made = list(written(generate(seed=1, clients=1_200, years=5, today=date(2026, 11, 23))))
    start = time.process_time()
    read(made)
    spent = time.process_time() - start
    # Three seconds for 100,000 lines on a quiet machine; four times that on a busy one.
    assert spent / len(made) < 4 * 3 / 100_000


@pytest.mark.wens("RA34")
@pytest.mark.parametrize("without", [(), ("partner", "tot", "financiering", "bedrag", "srg_type")])
def test_a_placement_is_read_and_written_as_it_was(without: tuple[str, ...]) -> None:
    line = PLAATSING | dict.fromkeys(without)
    (found,) = read(texts(*WHOLE, line)).plaatsingen
    assert as_line(found) == line
    short = {name: value for name, value in line.items() if value is not None}
    assert read(texts(*WHOLE, short)).plaatsingen == (found,)


@pytest.mark.parametrize("day", ["tot", "geregistreerd"])
def test_a_placement_has_no_day_to_come(day: str) -> None:
    assert faults(*WHOLE, PLAATSING, today=date(2025, 6, 30) if day == "tot" else None) == []
    before = {"tot": date(2025, 6, 29), "geregistreerd": date(2025, 3, 4)}[day]
    line = PLAATSING | ({} if day == "tot" else {"tot": None, "geregistreerd": "2025-03-05T00:30:00+01:00"})
    assert faults(*WHOLE, line, today=before) == [(7, "demo.fault.to_come")]
