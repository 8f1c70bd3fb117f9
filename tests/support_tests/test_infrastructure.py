"""The database and the browser that other tests lean on are really there."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from support import browser, postgres


async def query(url: str, sql: str) -> object:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            result = await connection.execute(text(sql))
            return result.scalar() if result.returns_rows else None
    finally:
        await engine.dispose()


async def test_postgres_starts_and_answers(postgres_server: str) -> None:
    first, second = (postgres.new_database(postgres_server) for _ in range(2))
    await query(first, "CREATE TABLE meting AS SELECT 4 AS trede")
    copy = postgres.new_database(postgres_server, template=first.partition("@/")[2].partition("?")[0])
    assert await query(copy, "SELECT trede FROM meting") == 4
    assert await query(second, "SELECT to_regclass('meting')") is None
    assert str(await query(second, "SHOW server_version")).startswith("18")
    assert await query(second, "SELECT upper('é')") == "É"


async def test_a_durable_postgres_keeps_the_safe_settings() -> None:
    with postgres.start(durable=True) as base:
        settings = [await query(base, f"SHOW {name}") for name in ("fsync", "synchronous_commit")]
        assert settings == ["on", "on"]


@pytest.mark.parametrize(
    ("required", "outcome"), [("browser,postgres", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_an_absent_browser_skips_or_fails(
    monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("MEETLAT_TESTS_REQUIRE", required)
    monkeypatch.setenv("MEETLAT_CHROMIUM", "/nonexistent/chromium")

    async def visit() -> None:
        async with browser.launch():
            raise AssertionError("a browser that is not there was opened")

    with pytest.raises(outcome, match="Chromium is absent"):
        asyncio.run(visit())
