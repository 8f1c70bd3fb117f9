"""What a desk has beside the conversation: numbers as a file, addresses to hand on, whole lists; each by its right."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import sqlalchemy as sa
from channels.test_reports import A, meetlat
from support.page import Visitor
from support.running import BRAM, TESS, Meetlat
from support.worked_example import CODE, T1

from bot.config.flows import configured_flows
from bot.reports.answer import Question
from bot.reports.asking import ask
from bot.reports.naming import named
from bot.reports.sheet import as_csv, sheet
from bot.texts.translations import words
from flows.people import Functionaris, Rol
from storage.reports import Eenheid, Soort
from storage.tables import AUDIT

__all__ = ["meetlat"]
FLOWS = configured_flows()
BELEID = Functionaris("bel", "Beleid 1", Rol.BELEID, None)
REFUSED = "Dit rapport is er niet, of niet voor u."


async def numbers(visitor: Visitor, route: str) -> tuple[int, str]:
    form = {**visitor.page.forms["/tap"], "route": route}
    async with visitor.session.post(visitor._url("/csv"), data=form) as response:
        return response.status, await response.text(encoding="utf-8-sig")


async def trail(meetlat: Meetlat) -> list[Any]:
    async with meetlat.storage.look() as unit:
        query = sa.select(AUDIT.c.wie, AUDIT.c.kanaal, AUDIT.c.bij).where(AUDIT.c.wat == "cijfers_opgehaald")
        return [tuple(row) for row in await unit.connection.execute(query)]


async def test_the_file_has_the_rows_of_the_command_line(meetlat: Meetlat) -> None:
    team, first, routes = Eenheid(Soort.TEAM, "t1"), T1.replace(year=T1.year - 1), ("caseload/t", "report/b/t/jaar")
    async with meetlat.browser(TESS) as visitor:
        for route, name, van in zip(routes, ("caseload", "beweging"), (T1, first), strict=True):
            async with meetlat.storage.look() as unit:
                naam = await named(unit, FLOWS, team)
                assert naam is not None
                question = Question(team, naam, T1, van)
                answer = await ask(unit, name, question, FLOWS, words("nl"), T1, "groei")
            expected = as_csv(sheet(name, answer, question, words("nl").say(naam), T1))
            assert await numbers(visitor, route) == (200, expected)
            assert len(expected.splitlines()) > 3
    assert await trail(meetlat) == [(TESS.id, "web", route) for route in routes]


async def test_who_reads_masked_numbers_gets_masked_ones(meetlat: Meetlat) -> None:
    async with meetlat.storage.unit() as unit:
        await unit.people.add(BELEID, meetlat.clock.moment)
    async with meetlat.browser(BELEID) as visitor:
        status, text = await numbers(visitor, "caseload/a")
        assert (await numbers(visitor, "caseload/t"))[0] == 403
    told = [row["clienten"] for row in csv.DictReader(StringIO(text), delimiter=";")]
    assert status == 200
    assert set(told) <= {"<5", "0", "5", "10"}


async def test_numbers_of_others_and_of_no_report_are_refused_without_a_trace(meetlat: Meetlat) -> None:
    for who, route in (
        *((BRAM, "caseload/f-A"), (A, "caseload/f-B"), (A, "report/b/a/jaar")),
        *((A, "home"), (A, f"client/{CODE['c01']}"), (A, "x/y"), (A, "")),
    ):
        async with meetlat.browser(who) as visitor:
            status, text = await numbers(visitor, route)
            assert (status, "Deze cijfers zijn er niet" in text) == (403, True)
    assert await trail(meetlat) == []


async def test_a_report_is_handed_on_and_opens_for_who_may_see_it(meetlat: Meetlat) -> None:
    async with meetlat.browser(TESS) as lead, meetlat.browser(A) as colleague, meetlat.browser(BRAM) as stranger:
        await lead.presses("Caseload", "Beweging")
        address = lead.page.text.partition('href="/open/')[2].partition('"')[0]
        assert address.startswith("report/b/m-t1/")
        said = [line for line in lead.page.lines if line.startswith("Gestegen")]
        await colleague.get(f"/open/{address}")
        assert [line for line in colleague.page.lines if line.startswith("Gestegen")] == said != []
        await stranger.get(f"/open/{address}")
        assert any(line.startswith(REFUSED) for line in stranger.page.lines)


async def test_a_card_is_handed_on_and_nobody_else_learns_of_it(meetlat: Meetlat) -> None:
    code = CODE["c01"]
    async with meetlat.browser(A) as keeper, meetlat.browser(TESS) as lead, meetlat.browser(BRAM) as stranger:
        await keeper.presses("Mijn cliënten")
        await keeper.tap(f"client/{code}")
        assert f'href="/open/client/{code}"' in keeper.page.text
        assert (await lead.get(f"/open/client/{code}")).heading == code
        refused = await stranger.get(f"/open/client/{code}")
        unknown = await stranger.get("/open/client/K-AAAAAA")
        assert refused.lines == unknown.lines
        assert any("staat niet in uw caseload" in line for line in refused.lines)


async def test_what_does_something_is_not_opened_by_an_address(meetlat: Meetlat) -> None:
    async with meetlat.browser(A) as visitor:
        before = visitor.page.heading
        for route in ("list", "let_go/K-AAAAAA", "share_forecast", "nonsense", "record"):
            assert (await visitor.get(f"/open/{route}")).heading == before


async def test_a_page_of_another_site_only_offers_to_open_it(meetlat: Meetlat) -> None:
    async with meetlat.browser(A) as visitor:
        headers = {"Sec-Fetch-Site": "cross-site"}
        async with visitor.session.get(visitor._url("/open/caseload"), headers=headers) as response:
            assert 'href="/open/caseload"' in await response.text()
        assert (await visitor.open()).heading == "Wat wilt u doen?"


async def test_the_whole_team_is_on_one_list_for_its_lead_and_only_the_own_clients_for_others(meetlat: Meetlat) -> None:
    async with meetlat.browser(TESS) as lead, meetlat.browser(A) as keeper:
        await lead.presses("Mijn team")
        everybody = lead.page.text.count('value="client/')
        assert lead.page.text.count('<tr><th scope="row">') == everybody > 8
        await keeper.presses("Mijn cliënten")
        mine = keeper.page.text.partition('class="listing')[2].partition("</section>")[0]
        assert "Klantmanager A" in mine
        assert "Klantmanager B" not in mine
