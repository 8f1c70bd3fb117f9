"""Every wish that Meetlat meets, whole or in part, is named by a test; ``wensen.csv`` says which those are."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

TESTS = Path(__file__).parent
STATES = {"done", "partly", "not"}
_ROW = re.compile(r"\bR[A-E]\d\d[a-d]?\b")


def wensen() -> list[dict[str, str]]:
    with (TESTS / "wensen.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def named() -> set[str]:
    """The rows that a test names with ``@pytest.mark.wens(…)``, or a transcript in its title."""
    titles = [path.read_text("utf-8").partition("\n")[0] for path in TESTS.glob("transcripts/**/*.txt")]
    marks = [
        argument.value
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "wens"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    ]
    return {str(mark) for mark in marks} | {row for title in titles for row in _ROW.findall(title)}


def test_there_are_153_rows_each_with_its_state() -> None:
    rows = wensen()
    assert len({row["id"] for row in rows}) == len(rows) == 153
    assert {row["state"] for row in rows} == STATES
    assert [row["id"] for row in rows if not _ROW.fullmatch(row["id"]) or not row["what"]] == []
    assert [row["id"] for row in rows if (row["state"] == "done") == bool(row["where"])] == []


def test_what_works_is_named_by_a_test_and_nothing_else() -> None:
    met = {row["id"] for row in wensen() if row["state"] != "not"}
    assert sorted(met - named()) == []
    assert sorted(named() - met) == []
