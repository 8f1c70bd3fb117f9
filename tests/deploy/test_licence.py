"""Free for every gemeente: one open licence, said alike everywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LICENCE = "EUPL-1.2"


@pytest.mark.wens("RD51")
def test_it_is_free_and_says_so_everywhere() -> None:
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"] == LICENCE
    assert re.search(rf"^  license: {LICENCE}$", (ROOT / "publiccode.yml").read_text("utf-8"), re.MULTILINE)
    assert f"[{LICENCE}](LICENSE)" in (ROOT / "README.md").read_text("utf-8")
