"""What is told about running Meetlat is there: every setting, every command, every file."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import split

import pytest
from typer.core import TyperGroup
from typer.main import get_group

from bot.__main__ import app
from bot.config.environment import LANGUAGE, PREFIX, Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "README.md", ROOT / "deploy" / "README.md"]
EXAMPLE = (ROOT / "deploy" / "meetlat.env.voorbeeld").read_text(encoding="utf-8")
SETTINGS = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | {LANGUAGE}
_COMMAND = re.compile(r"(?:^|`|&& )meetlat ((?:[a-z][a-z-]* ?)+)", re.MULTILINE)


def commands(group: TyperGroup, before: str = "") -> set[str]:
    """Every command, such as ``admin init``."""
    found = set()
    with group.make_context("meetlat", [], resilient_parsing=True) as context:
        for name in group.list_commands(context):
            each = group.get_command(context, name)
            found |= {f"{before}{name}"} | (commands(each, f"{name} ") if isinstance(each, TyperGroup) else set())
    return found


def test_every_setting_is_explained_and_in_the_example() -> None:
    table = {
        name for line in GUIDES[1].read_text("utf-8").splitlines() for name in re.findall(r"`(MEETLAT_\w+)`", line)
    }
    assert SETTINGS - table == set()
    assert {name for name in SETTINGS if name not in EXAMPLE} == set()


def test_a_shell_reads_every_line_of_the_example_as_the_service_does() -> None:
    """Also once it is no comment any more; deploy/README.md has a shell read the file."""
    lines = re.findall(rf"^#?({PREFIX}\w+=.*)$", EXAMPLE, re.MULTILINE)
    assert [line for line in lines if len(split(line)) != 1] == []
    assert len(lines) > 20


def test_the_example_can_be_used_as_it_is() -> None:
    lines = [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")]
    given = dict(line.split("=", 1) for line in lines)
    assert read_settings(given).public_url.startswith("https://")
    assert {
        line.lstrip("#").split("=")[0].removesuffix("_FILE") for line in EXAMPLE.splitlines() if "=" in line
    } == SETTINGS


@pytest.mark.wens("RA35", "RD53")
@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_and_files_that_are_named_exist(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"`[^`]+`|```sh.*?```", text, flags=re.DOTALL))
    named = [found.strip() for found in _COMMAND.findall(code)]
    known = commands(get_group(app))
    assert len(named) > 5
    assert [each for each in named if each not in known and " ".join(each.split()[:2]) not in known] == []
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [each for each in linked if not (guide.parent / each).exists()] == []
