"""The numbers of a report for a spreadsheet: the same rows from the web chat as from the command line."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from bot.conversation.screen import Sheet
from bot.reports.answer import HIDDEN, Answer, Question
from flows.reports.records import columns

# A spreadsheet takes a text that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(name: str, answer: Answer, question: Question, of_whom: str, today: date) -> Sheet:
    """One number in a cell, and in every row of whom and of when it is; ``name`` is the report's."""
    about = question.about(today)
    about = {"eenheid": about["eenheid"], "naam": of_whom, **about}
    names = columns([about, *answer.records])
    rows = tuple(tuple(_cell((about | dict(record)).get(each, "")) for each in names) for record in answer.records)
    return Sheet(f"meetlat-{name}-{question.tot.isoformat()}", tuple(map(_cell, names)), rows)


def as_csv(sheet: Sheet) -> str:
    """Written out, with a semicolon between cells, as spreadsheets here read it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows((sheet.header, *sheet.rows))
    return out.getvalue()


def _cell(value: str | int | None) -> str:
    if value is None:
        return HIDDEN
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else str(value)
