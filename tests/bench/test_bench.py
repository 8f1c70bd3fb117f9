"""The benchmark itself works; its figures are judged where it runs in full."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).with_name("run.py")


def test_every_figure_is_measured(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(RUN), "--quick", "--only", "engine", "crowd", "--json", str(figures)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    rows = json.loads(figures.read_text("utf-8"))
    assert all(row["value"] > 0 for row in rows)
    assert sum(row["aim"] is not None for row in rows) == 2
    assert done.stdout.count("\n| ") == len(rows) + 1
