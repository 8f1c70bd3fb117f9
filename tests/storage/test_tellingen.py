"""Counts about the instrument: added up per month, and nothing in them leads to anybody."""

from __future__ import annotations

from datetime import date

from storage.measuring.tellingen import Meetduur, Twijfel
from storage.models import Personal, described
from storage.unit import Storage

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


async def test_equal_ones_are_one_row(storage: Storage) -> None:
    async with storage.unit() as unit:
        for month in (NOVEMBER, NOVEMBER, DECEMBER):
            await unit.tellingen.measured(month, "stroomschema", "eerste", 90, 12)
            await unit.tellingen.doubted(month, "stroomschema", "2026.1", "Q3", "taal")
        await unit.tellingen.doubted(NOVEMBER, "stroomschema", "2026.1", "Q1", "taal")
    async with storage.look() as unit:
        assert await unit.tellingen.durations(NOVEMBER) == (
            Meetduur(DECEMBER, "stroomschema", "eerste", 90, 12, 1),
            Meetduur(NOVEMBER, "stroomschema", "eerste", 90, 12, 2),
        )
        assert await unit.tellingen.doubts(NOVEMBER) == (
            Twijfel("stroomschema", "2026.1", "Q3", "taal", 3),
            Twijfel("stroomschema", "2026.1", "Q1", "taal", 1),
        )
        assert [each.vraag for each in await unit.tellingen.doubts(DECEMBER)] == ["Q3"]


def test_no_column_leads_to_anybody() -> None:
    found = {about.personal for table, _, about in described() if table in ("meetduur", "twijfel")}
    assert found == {Personal.NONE}
