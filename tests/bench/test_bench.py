"""The benchmark itself works; its figures are judged where it runs in full."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from bench.answers import READ, DifferentAnswerError, must_agree
from bench.contenders import BOT, contender
from bench.people import FIRST
from bench.players import MEASUREMENT, Measurer, Walker, spread
from bench.report import missing, table
from bench.seed import seed
from bench.start import bare_imports
from support.storage import opened

RUN = Path(__file__).with_name("run.py")


def test_every_figure_is_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [
        sys.executable,
        str(RUN),
        "--quick",
        "--only",
        "engine",
        "crowd",
        "web",
        "card",
        "failover",
        "--json",
        str(figures),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert '"level": "error"' not in done.stdout + done.stderr, "the bot that was measured complains"
    rows = json.loads(figures.read_text("utf-8"))
    assert all(row["value"] > 0 for row in rows)
    assert sum(row["aim"] is not None for row in rows) == 12
    assert done.stdout.count("\n| ") == len(rows) + 1


async def test_everybody_measures_and_taps_as_the_simulator_shows(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/simulated.db"
    await seed(url, 2)
    async with contender(BOT, {"MEETLAT_DATABASE_URL": url}) as bot:
        measured = await bot.round([Measurer(FIRST)])
        await bot.round([Walker(FIRST + 1)])
        async with opened(url) as storage, storage.look() as unit:
            assert await unit.connection.scalar(sa.text("SELECT count(*) FROM meetmoment")) == 1
    assert measured.updates == len(MEASUREMENT) + 1
    assert measured.cpu > 0 and measured.calls >= 2 * measured.updates


def test_as_many_calls_are_spread_evenly() -> None:
    assert spread(29, 13) == [2, 2, 2, 2, 3, 2, 2, 2, 3, 2, 2, 2, 3]
    assert spread(12, 6) == [2] * 6


def test_what_could_not_be_measured_is_said_and_reaches_no_aim() -> None:
    (line,) = table([missing("ours ÷ theirs: aiogram is not there", "×", 1.0)]).splitlines()[2:]
    assert line == "| ours ÷ theirs: aiogram is not there | not measured |  | ≤ 1 × | ✗ |"


def test_sql_by_hand_that_answers_something_else_is_found() -> None:
    said = [("K-1", 2, 3, "PLUS", "ja", "nee", None), ("K-2", None, 1, "NUL", "nee", "nee", None)]
    must_agree("lists", READ["lists"], said, [said])
    other = [said[0], ("K-2", None, 2, "NUL", "nee", "nee", None)]
    with pytest.raises(DifferentAnswerError, match=r"only by hand: .*'K-2', None, 2"):
        must_agree("lists", READ["lists"], said, [other])


def test_the_bare_imports_are_the_modules_of_others_in_the_order_of_a_start() -> None:
    told = (
        "self [us] | cumulative | imported package",
        " 8 |  9 | json",
        " 8 |  9 |     yarl._url",
        " 9 | 17 |   yarl",
    )
    trace = "".join(f"import time: {line}\n" for line in (*told, " 5 | 99 | bot.web.shape", " 7 |  7 | bot.key"))
    assert "in ['yarl._url', 'yarl']:" in bare_imports(BytesIO(b"a line in the log\n" + trace.encode()))


def test_a_visit_over_a_slow_line_is_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(RUN), "--quick", "--only", "visit", "--json", str(figures)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    rows = json.loads(figures.read_text("utf-8"))
    assert sum(row["aim"] is not None for row in rows) == 4
    # Without a browser three of them are said not to be measured.
    assert all(row["value"] > 0 or "not measured" in done.stdout for row in rows)
    assert "Traceback" not in done.stderr
