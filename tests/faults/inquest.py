"""After the kills: what people saw confirmed, held against what the database holds."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from faults.walker import Walker
from support.botapi.server import Call
from support.oracle import Form

from bot.config.key import sqlite_file
from storage.engine.database import make_engine
from storage.tables import AUDIT, CHAT, DIALOGUE, GEZIEN, MEETMOMENT

Rows = Sequence[sa.RowMapping]


@dataclass
class Findings:
    """What was lost, what happened twice, and everything else that is not as it should be."""

    meetmomenten: int = 0
    lost: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        """Everything that was found."""
        return self.lost + self.repeated + self.wrong


async def examine(url: str, people: Iterable[Walker]) -> Findings:
    """Read the whole database and compare it with everybody's paper."""
    tables = {table.name: await _rows(url, table) for table in (AUDIT, CHAT, DIALOGUE, GEZIEN, MEETMOMENT)}
    findings = Findings(meetmomenten=len(tables["meetmoment"]))
    walkers = list(people)
    for walker in walkers:
        who = walker.desk.by
        findings.wrong += [f"{who}: {fault}" for fault in walker.faults]
        _compare(findings, who, _forms(walker.desk.forms), _dialogues(tables["dialogue"], who), "answers")
        notes = Counter(row["wat"] for row in tables["audit"] if row["wie"] == who)
        _compare(findings, who, Counter(walker.desk.notes), notes, "notes")
        _compare(findings, who, _sheets(walker), _meetmomenten(tables["meetmoment"], who), "meetmomenten")
        if walker.receipts != sum(row["door"] == who for row in tables["meetmoment"]):
            findings.wrong.append(f"{who}: {walker.receipts} receipts seen")
        findings.wrong += _chat(walker, [row for row in tables["chat"] if row["functionaris"] == who])
    seen = Counter(int(row["key"].partition(":")[2]) for row in tables["gezien"])
    _compare(findings, "updates", Counter(each for walker in walkers for each in walker.updates), seen, "seen")
    findings.wrong += integrity(url)
    return findings


def integrity(url: str) -> list[str]:
    """What SQLite itself finds wrong with the file."""
    file = sqlite_file(url)
    if file is None:
        return []
    with sqlite3.connect(file) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key of {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    connection.close()
    return found


def duplicates(calls: Iterable[Call]) -> int:
    """How many messages only repeat a screen that had been sent before."""
    screens = Counter((call.params.get("chat_id"), number) for call in calls if (number := _screen_of(call)))
    return sum(times - 1 for times in screens.values())


def _screen_of(call: Call) -> str:
    """The number of the screen that a call sent; empty when it did not send one."""
    if not call.method.startswith("send") or call.status != 200:
        return ""
    markup = call.params.get("reply_markup") or {}
    buttons = [button for row in markup.get("inline_keyboard", []) for button in row]
    return next((str(each["callback_data"]).partition(".")[0] for each in buttons if "callback_data" in each), "")


def _compare(findings: Findings, who: str, due: Counter[Any], found: Counter[Any], what: str) -> None:
    findings.lost += [f"{who}: {what} {each} lost" for each in (due - found).elements()]
    findings.repeated += [f"{who}: {what} {each} too often" for each in (found - due).elements()]


def _forms(forms: Iterable[Form]) -> Counter[str]:
    return Counter(
        json.dumps([form.client, form.status, form.answers, form.corrects is not None], sort_keys=True)
        for form in forms
    )


def _dialogues(rows: Rows, who: str) -> Counter[str]:
    return Counter(
        json.dumps([row["client"], row["status"], row["answers"], row["corrigeert"] is not None], sort_keys=True)
        for row in rows
        if row["functionaris"] == who
    )


def _sheets(walker: Walker) -> Counter[tuple[object, ...]]:
    return Counter(
        (each.client, each.version, int(each.positie), each.groei, each.action) for each in walker.desk.sheets
    )


def _meetmomenten(rows: Rows, who: str) -> Counter[tuple[object, ...]]:
    mine = (row for row in rows if row["door"] == who)
    return Counter((row["client"], row["versie"], row["positie"], row["groei"], row["actie"]) for row in mine)


def _chat(walker: Walker, rows: Rows) -> list[str]:
    """There is one chat, and it stands where the person sees it."""
    if len(rows) != 1:
        return [f"{walker.desk.by}: {len(rows)} chats"]
    stands, sees = (rows[0]["revision"], rows[0]["shown"]), walker.revision
    return [] if stands == (sees, sees) else [f"{walker.desk.by} sees screen {sees}, the chat stands at {stands}"]


async def _rows(url: str, table: sa.Table) -> Rows:
    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(writing=False)
            return (await connection.execute(sa.select(table))).mappings().all()
    finally:
        await engine.dispose()
