from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clients.codes import valid
from bot.config.flows import configured_flows
from bot.demo.generate import generate, written
from bot.demo.load import SETTINGS
from bot.demo.reader import read
from bot.demo.records import AMSTERDAM, Meetmoment, Municipality, Record, as_line
from bot.demo.workdays import is_workday

TODAY = date(2026, 11, 23)
REDENEN = {"verkeerde_knop", "nieuwe_informatie", "verkeerde_datum", "intervisie"}

municipalities = st.builds(
    lambda seed, clients, years, today: (
        read(written(generate(seed=seed, clients=clients, years=years, today=today)), today=today),
        today,
        years,
    ),
    seed=st.integers(0, 2**32),
    clients=st.integers(1, 25),
    years=st.integers(1, 6),
    today=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
)


def text_of(seed: int, clients: int = 40, years: int = 3) -> str:
    return "".join(written(generate(seed=seed, clients=clients, years=years, today=TODAY)))


@pytest.fixture(scope="module")
def usual() -> Municipality:
    """The size of the real demo, three times over, so that the shares are steady."""
    return read(written(generate(seed=2026, clients=1_200, years=5, today=TODAY)))


def valid_histories(municipality: Municipality) -> dict[str, list[Meetmoment]]:
    """Per client the versions that count, by date."""
    last: dict[tuple[str, date], Meetmoment] = {}
    for meetmoment in municipality.meetmomenten:
        key = meetmoment.client, meetmoment.datum
        if key not in last or last[key].versie < meetmoment.versie:
            last[key] = meetmoment
    histories: dict[str, list[Meetmoment]] = defaultdict(list)
    for _, meetmoment in sorted(last.items()):
        if meetmoment.actie != "intrekking":
            histories[meetmoment.client].append(meetmoment)
    return histories


def came_true(histories: dict[str, list[Meetmoment]], groei: str) -> float:
    """The share of estimates followed by a rise within a year, of those measured again."""
    risen = measured = 0
    for history in histories.values():
        for place, meetmoment in enumerate(history):
            if meetmoment.groei != groei or meetmoment.positie == 6:
                continue
            end = meetmoment.datum + relativedelta(years=1)
            seen = [m.positie for m in history[place + 1 :] if m.datum <= end and m.positie <= 6]
            measured += bool(seen) and end <= TODAY
            risen += end <= TODAY and any(positie > meetmoment.positie for positie in seen)
    return risen / measured


def test_the_same_arguments_give_the_same_text() -> None:
    assert text_of(7) == text_of(7)
    assert text_of(7) != text_of(8)


def test_every_line_starts_with_its_soort() -> None:
    lines = list(generate(seed=1, clients=30, years=2, today=TODAY))
    assert all(next(iter(line)) == "soort" for line in lines)
    assert {line["soort"] for line in lines} == {
        "team",
        "functionaris",
        "client",
        "toewijzing",
        "meetmoment",
        "plaatsing",
    }


def test_what_is_read_is_what_was_written() -> None:
    lines = list(generate(seed=3, clients=30, years=3, today=TODAY))
    found = read(written(iter(lines)))
    records: list[Record] = [*found.teams, *found.functionarissen, *found.clienten]
    records += [*found.toewijzingen, *found.meetmomenten, *found.plaatsingen]
    assert sorted(map(str, lines)) == sorted(str(as_line(record)) for record in records)


@pytest.mark.parametrize(("clients", "years"), [(0, 5), (5, 0), (5, 31)])
def test_impossible_sizes_are_refused_at_once(clients: int, years: int) -> None:
    with pytest.raises(ValueError, match="at least one client"):
        generate(seed=1, clients=clients, years=years, today=TODAY)


def test_everything_is_marked_as_a_test(usual: Municipality) -> None:
    assert all("(TEST)" in team.naam and "(TEST)" in team.afdeling for team in usual.teams)
    assert all(functionaris.id.startswith("test-") for functionaris in usual.functionarissen)
    assert {client.gemeentecode for client in usual.clienten} == {"9999"}


def test_the_demo_has_twelve_functionarissen_in_three_teams_and_two_afdelingen() -> None:
    found = read(written(generate(seed=2026, clients=400, years=1, today=TODAY)))
    assert len(found.clienten) == 400
    assert len(found.teams) == 3
    assert len({team.afdeling for team in found.teams}) == 2
    assert Counter(functionaris.rol for functionaris in found.functionarissen) == {
        "klantmanager": 8,
        "teamleider": 3,
        "beheerder": 1,
    }


@settings(max_examples=60, deadline=None)
@given(municipalities)
def test_every_municipality_keeps_the_rules(made: tuple[Municipality, date, int]) -> None:
    municipality, today, years = made
    begin = today - relativedelta(years=years)
    assert len({client.code for client in municipality.clienten}) == len(municipality.clienten)
    assert all(valid(client.code) for client in municipality.clienten)
    for team in municipality.teams:
        roles = {person.rol for person in municipality.functionarissen if person.team == team.id}
        assert roles == {"klantmanager", "teamleider"}
    for toewijzing in municipality.toewijzingen:
        assert begin <= toewijzing.van < today
        assert toewijzing.tot is None or toewijzing.van < toewijzing.tot <= today
    for meetmoment in municipality.meetmomenten:
        assert begin <= meetmoment.datum <= meetmoment.geregistreerd.date() < today
        check_registration(meetmoment)
        check_kenmerken(meetmoment)


def check_registration(meetmoment: Meetmoment) -> None:
    local = meetmoment.geregistreerd.astimezone(AMSTERDAM)
    assert local.utcoffset() == meetmoment.geregistreerd.utcoffset()
    assert is_workday(meetmoment.datum)
    assert is_workday(local.date())
    assert 8 <= local.hour < 17
    if meetmoment.actie == "nieuw":
        assert meetmoment.reden is None
        assert local.date() - meetmoment.datum <= timedelta(days=40)
    else:
        assert meetmoment.reden in REDENEN


def check_kenmerken(meetmoment: Meetmoment) -> None:
    kenmerken = meetmoment.kenmerken
    assert not (kenmerken.inburgeringsplichtig == "nee" and kenmerken.vrijstelling_inburgeringsplicht == "ja")
    assert not (kenmerken.inburgeringsplichtig == "ja" and kenmerken.inburgeringsbehoeftig == "ja")
    if meetmoment.positie in (0, 9):
        assert meetmoment.groei is None
        assert kenmerken.inkomen is None
    if meetmoment.positie == 6:
        assert meetmoment.groei == "NUL"


@settings(max_examples=30, deadline=None)
@given(municipalities)
def test_somebody_has_the_client_on_the_day_of_a_meetmoment(made: tuple[Municipality, date, int]) -> None:
    municipality = made[0]
    periods = defaultdict(list)
    for toewijzing in municipality.toewijzingen:
        periods[toewijzing.client].append(toewijzing)
    for meetmoment in municipality.meetmomenten:
        if meetmoment.actie == "nieuw":
            holders = [
                toewijzing.functionaris
                for toewijzing in periods[meetmoment.client]
                if toewijzing.van <= meetmoment.datum and (toewijzing.tot or date.max) > meetmoment.datum
            ]
            assert holders == [meetmoment.door]


@settings(max_examples=30, deadline=None)
@given(municipalities)
def test_nobody_stays_unplaced_for_long(made: tuple[Municipality, date, int]) -> None:
    municipality, today, _ = made
    for history in valid_histories(municipality).values():
        for now, after in pairwise(history):
            if now.positie == 0:
                assert after.positie in range(1, 7)
                assert after.datum - now.datum <= timedelta(days=62)
        if history[-1].positie == 0:
            assert today - history[-1].datum <= timedelta(days=65)


def test_growth_is_a_believable_estimate(usual: Municipality) -> None:
    histories = valid_histories(usual)
    assert 0.33 < came_true(histories, "PLUS") < 0.48
    assert 0.03 < came_true(histories, "NUL") < 0.10


def test_the_ladder_is_filled_from_the_bottom_up(usual: Municipality) -> None:
    now = [history[-1] for history in valid_histories(usual).values()]
    ladder = Counter(meetmoment.positie for meetmoment in now if 1 <= meetmoment.positie <= 6)
    share = {trede: count / ladder.total() for trede, count in ladder.items()}
    assert set(share) == set(range(1, 7))
    assert share[6] < share[5] < share[4]
    assert 0.55 < share[1] + share[2] + share[3] < 0.75
    overdue = [m for m in now if m.positie in ladder and m.datum + relativedelta(years=1) < TODAY]
    assert 0.04 < len(overdue) / ladder.total() < 0.13
    exempt = Counter(m.kenmerken.vrijstelling_arbeidsplicht for m in now if m.positie in ladder)
    assert 0.05 < exempt["ja"] / ladder.total() < 0.15


def test_people_move_leave_and_come_back(usual: Municipality) -> None:
    histories = valid_histories(usual).values()
    steps = Counter(
        (after.positie > now.positie) - (after.positie < now.positie)
        for history in histories
        for now, after in pairwise(history)
        if {now.positie, after.positie} <= set(range(1, 7))
    )
    assert steps[0] > steps[1] > steps[-1] > 0
    assert any(now.positie == 9 for history in histories for now, _ in pairwise(history))
    years = sum((history[-1].datum - history[0].datum).days for history in histories) / 365
    left = sum(meetmoment.positie == 9 for history in histories for meetmoment in history)
    assert 0.04 < left / years < 0.10


def test_slips_are_few(usual: Municipality) -> None:
    acties = Counter(meetmoment.actie for meetmoment in usual.meetmomenten)
    assert 0.012 < acties["correctie"] / acties["nieuw"] < 0.03
    assert 0.001 < acties["intrekking"] / acties["nieuw"] < 0.006
    late = sum(m.datum != m.geregistreerd.date() for m in usual.meetmomenten if m.versie == 1)
    assert 0.1 < late / acties["nieuw"] < 0.35


def test_caseloads_differ_and_clients_are_handed_over(usual: Municipality) -> None:
    current = Counter(t.functionaris for t in usual.toewijzingen if t.tot is None)
    assert max(current.values()) > 1.4 * min(current.values())
    assert len(usual.toewijzingen) > 1.1 * len(usual.clienten)


def test_teams_differ(usual: Municipality) -> None:
    at: defaultdict[str, list[Meetmoment]] = defaultdict(list)
    names = {who.id: str(who.team).removeprefix("test-") for who in usual.functionarissen}
    for history in valid_histories(usual).values():
        at[names[history[-1].door]].append(history[-1])
    paid = {team: sum(m.positie in (5, 6) for m in found) / len(found) for team, found in at.items()}
    assert paid["wijk"] < paid["werk"]
    plichtig = {
        team: sum(m.kenmerken.inburgeringsplichtig == "ja" for m in found) / len(found) for team, found in at.items()
    }
    assert plichtig["inburgering"] > 3 * max(plichtig["werk"], plichtig["wijk"])


@settings(max_examples=30, deadline=None)
@given(municipalities)
def test_a_placement_runs_on_a_day_when_the_meetmoment_says_so(made: tuple[Municipality, date, int]) -> None:
    municipality, today, _ = made
    placed = defaultdict(list)
    for each in municipality.plaatsingen:
        assert each.van <= (each.tot or today) <= today
        placed[each.client].append(each)
    for client, history in valid_histories(municipality).items():
        for meetmoment in history:
            day = meetmoment.datum
            running = [each for each in placed[client] if each.van <= day and (each.tot is None or day < each.tot)]
            assert len(running) == (meetmoment.kenmerken.instrument_lopend == "ja")


def test_placements_are_of_the_instruments_in_the_settings(usual: Municipality) -> None:
    gemeente = configured_flows(SETTINGS).gemeente
    known = {each.naam: (each.financiering, each.srg_type) for each in gemeente.instrumenten}
    assert {each.instrument for each in usual.plaatsingen} == set(known)
    assert {each.partner for each in usual.plaatsingen} == {None, *gemeente.partners}
    assert all((each.financiering, each.srg_type) == known[each.instrument] for each in usual.plaatsingen)
    assert {each.tot is None for each in usual.plaatsingen} == {True, False}
