"""A beheerder puts the label of a pilot on a team; its reports and the list of groups say so."""

from __future__ import annotations

import pytest
from channels.steps import measured
from support.running import BEA, TESS, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from flows.people import Rol

MARK = ("Regels van de gemeente", "Teams", "Team t1", "Dit is een pilot")


async def seen(meetlat: Meetlat) -> tuple[str, str, list[str]]:
    """The heading for the lead of the team, and what somebody of beleid chooses from."""
    tess = meetlat.phone(TESS)
    await send(tess, "/start")
    own = (await tap(tess, "Caseload")).text
    _, beleid = await meetlat.newcomer(Rol.BELEID, None)
    await send(beleid, "/start")
    await tap(beleid, "Caseload", "Andere groep")
    labels = live(beleid).message.labels
    chosen = next(label for label in labels if label.startswith("Team t1"))
    return own, (await tap(beleid, chosen)).text, labels


@pytest.mark.wens("RE12")
@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_a_pilot_is_told(channel: str, sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        await measured(meetlat)
        # Who is not of the team sees the end of the month before.
        meetlat.clock.move(days=20)
        if channel == "telegram":
            bea = meetlat.phone(BEA)
            await send(bea, "/start")
            said = (await tap(bea, *MARK)).text
        else:
            async with meetlat.browser(BEA) as visitor:
                said = "\n".join((await visitor.presses(*MARK)).lines)
                await visitor.press("Menu")
        assert "Team t1 (pilot)" in said
        own, theirs, labels = await seen(meetlat)
        assert "van uw team (pilot)" in own
        assert "Team t1 (pilot)" in theirs
        assert {"Team t1 (pilot)", "Team t2"} <= set(labels)
        assert await meetlat.trail("team_pilot") == 1
        async with meetlat.browser(BEA) as visitor:
            page = await visitor.presses("Regels van de gemeente", "Teams", "Team t1", "Geen pilot meer")
            assert page.heading == "Team t1"
        own, theirs, labels = await seen(meetlat)
        assert "pilot" not in " ".join([own, theirs, *labels])
