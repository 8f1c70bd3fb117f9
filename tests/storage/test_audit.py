"""The trail says who did what, and is only ever added to."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from support.builders import NOW

from storage.tables import AUDIT
from storage.unit import Storage


async def test_a_note_keeps_who_what_when_and_what_fell(storage: Storage) -> None:
    async with storage.unit() as unit:
        await unit.audit.note("terug", at=NOW, wie="km1", kanaal="tg", client="K-1", bij="d1", vervallen={"Q1": "ja"})
        await unit.audit.note("opgestart", at=NOW, wie=None, kanaal="huis", vervallen={})
        await unit.audit.note("vastgelegd_nieuw", at=NOW, wie="km1", kanaal="web", bij="m1", via="bea")
        rows = (await unit.connection.execute(sa.select(AUDIT).order_by(AUDIT.c.id))).mappings().all()
        behind = [await unit.audit.behind(bij) for bij in ("m1", "d1")]
    rest = dict.fromkeys(("client", "bij", "vervallen", "via"))
    first = {"op": NOW, "wie": "km1", "kanaal": "tg", "wat": "terug", "client": "K-1", "bij": "d1"}
    assert [{name: value for name, value in row.items() if name != "id"} for row in rows] == [
        rest | first | {"vervallen": {"Q1": "ja"}},
        rest | {"op": NOW, "wie": None, "kanaal": "huis", "wat": "opgestart"},
        rest | {"op": NOW, "wie": "km1", "kanaal": "web", "wat": "vastgelegd_nieuw", "bij": "m1", "via": "bea"},
    ]
    assert behind == [{"bea"}, set()]


async def test_attempts_are_counted_per_person_deed_and_period(storage: Storage) -> None:
    async with storage.unit() as unit:
        for minutes, who, what in (
            (-90, "a", "mis"),
            (-60, "a", "mis"),
            (-1, "a", "mis"),
            (-1, "a", "raak"),
            (-1, "b", "mis"),
        ):
            await unit.audit.note(what, at=NOW + timedelta(minutes=minutes), wie=who, kanaal="tg")
        assert await unit.audit.count("mis", "a", NOW - timedelta(hours=1)) == 2
        assert await unit.audit.count("mis", "c", NOW - timedelta(hours=1)) == 0


async def test_a_note_belongs_to_its_unit(storage: Storage) -> None:
    with pytest.raises(RuntimeError):
        async with storage.unit() as unit:
            await unit.audit.note("mis", at=NOW, wie="a", kanaal="tg")
            raise RuntimeError("the deed itself failed")
    async with storage.look() as unit:
        assert await unit.audit.count("mis", "a", NOW) == 0


async def test_a_moment_without_a_zone_is_a_mistake(storage: Storage) -> None:
    with pytest.raises(Exception, match="a moment must be aware"):
        async with storage.unit() as unit:
            await unit.audit.note("mis", at=NOW.replace(tzinfo=None), wie="a", kanaal="tg")
