"""What a whole measurement asks is compiled once, and planned once."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from support.builders import NOW, TODAY, functionaris, meetmoment
from support.storage import Databases, found, opened

import storage as package
from flows.dialogue import Dialogue, DialogueStatus
from storage import models
from storage.engine.prepared import Prepared
from storage.engine.sqlite import InlineDialect
from storage.unit import Unit


def prepared() -> Iterator[tuple[str, Prepared]]:
    """Every statement that a module prepares, with its name."""
    for module in pkgutil.walk_packages(package.__path__, "storage."):
        if ".migrations" not in module.name:
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from ((f"{module.name}.{name}", each) for each in held(value, module.name))


def held(value: object, module: str) -> Iterator[Prepared]:
    """The statements in what a module calls by a name: itself, the values of a mapping, or what an object has."""
    if isinstance(value, Prepared):
        yield value
    elif isinstance(value, dict):
        yield from (found for each in value.values() for found in held(each, module))
    elif isinstance(value, tuple):
        yield from (found for each in value for found in held(each, module))
    elif type(value).__module__ == module:
        yield from (found for each in vars(value).values() for found in held(each, module))


async def measure(unit: Unit, code: str) -> None:
    """What happens between the menu and the receipt."""
    who = functionaris()
    dialogue = Dialogue(f"d-{code}", who.id, code, "stroomschema", "1", {}, {})
    assert await unit.clients.add(code, "0344", who, TODAY, NOW, 1)
    assert await unit.clients.get(code, who, TODAY) is not None
    assert await unit.dialogues.open_of(who.id, code) == ()
    assert await unit.meetmomenten.last(code) is None
    await unit.dialogues.open(dialogue, NOW)
    await unit.dialogues.save(replace(dialogue, answers={"P0": "ja"}), NOW)
    await unit.clients.hold(code)
    assert await unit.controles.standing(code, TODAY) is None
    await unit.meetmomenten.register(meetmoment(f"m-{code}", client=code), "nl", TODAY)
    await unit.dialogues.save(replace(dialogue, status=DialogueStatus.FINISHED, meetmoment=f"m-{code}"), NOW)
    await unit.audit.note("vastgelegd", at=NOW, wie=who.id, kanaal="web", client=code)
    assert await unit.meetmomenten.get(f"m-{code}") == await unit.meetmomenten.last(code)
    assert len(await unit.meetmomenten.history(code)) == 1
    assert (await unit.clients.tally_of(who.id, TODAY)).clients > 0
    await unit.duties.count(who, NOW, TODAY)
    await unit.dialogues.resumable(who, TODAY, 3)
    await unit.berichten.unread(who.id, NOW, 5)
    await unit.overdrachten.waiting(who.id, TODAY)
    await unit.chats.present("web", who.id, NOW, TODAY)


async def test_a_whole_measurement_builds_no_statement_anew(sqlite_databases: Databases) -> None:
    built: list[str] = []

    def note(connection: sa.Connection, statement: object, *rest: object) -> None:
        built.append(str(statement))

    async with opened(await sqlite_databases.ready()) as storage:
        await found(storage)
        async with storage.unit() as unit:
            engine = unit.connection.engine.sync_engine
            sa.event.listen(engine, "before_execute", note)
            await measure(unit, "K-1")
            assert built == []
            await unit.teams.all()
            assert len(built) == 1
            sa.event.remove(engine, "before_execute", note)


@pytest.mark.parametrize("name", sorted({name for name, _ in prepared()}))
def test_no_parameter_decides_which_index_can_be_used(name: str) -> None:
    parts = [
        index.dialect_options["sqlite"]["where"] for table in models.metadata.tables.values() for index in table.indexes
    ]
    words = set(re.findall(r"'(\w+)'", " ".join(str(part) for part in parts if part is not None)))
    assert words >= {"definitief", "te_controleren"}
    statements = [each for found_name, each in prepared() if found_name == name]
    for each in statements:
        assert words.isdisjoint(each._compile(InlineDialect()).constants.values())


def test_the_statements_were_found() -> None:
    assert len({name for name, _ in prepared()}) > 40
