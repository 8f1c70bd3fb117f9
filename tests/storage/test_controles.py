"""Who is asked to check what: another's work, of one's own team."""

from __future__ import annotations

import pytest
from support.builders import NOW, TODAY, functionaris, meetmoment
from support.storage import client, found

from flows.meetmoment import Status
from flows.people import Functionaris, Rol
from storage.unit import Storage

ANNA, ALONE = functionaris("anna"), functionaris("otto", team=None)
LEAD = functionaris("tess", Rol.TEAMLEIDER)
ELSEWHERE = functionaris("ulla", Rol.TEAMLEIDER, "t2")
NOWHERE = functionaris("nora", Rol.TEAMLEIDER, None)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param(ANNA, [], id="nobody their own"),
        pytest.param(LEAD, ["anna"], id="the own team"),
        pytest.param(ELSEWHERE, [], id="no other team"),
        pytest.param(NOWHERE, ["otto"], id="without a team only what was registered without one"),
    ],
)
async def test_what_waits_is_shown_to_another_of_the_same_team(
    storage: Storage, who: Functionaris, expected: list[str]
) -> None:
    await found(storage, ANNA, ALONE, LEAD, ELSEWHERE)
    async with storage.unit() as unit:
        await unit.people.add(NOWHERE, NOW)
        for author in (ANNA, ALONE):
            await client(unit, f"K-{author.id}", author)
            waiting = meetmoment(author.id, client=f"K-{author.id}", door=author.id, status=Status.TE_CONTROLEREN)
            await unit.meetmomenten.register(waiting, "nl", TODAY)
        assert [each.id for each in await unit.controles.page(who, 0)] == expected
        assert await unit.controles.count(who) == len(expected)
        seen = [each for each in ("anna", "otto") if await unit.controles.get(each, who) is not None]
        assert seen == expected
