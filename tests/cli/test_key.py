"""The key that signs links: given, or made once beside SQLite, or a clear reason why there is none."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config.environment import read_settings
from bot.config.key import FaultyKeyError, key_fault, signing_key, sqlite_file

LONG = "een geheim van meer dan tweeëndertig tekens"


def key_for(url: str, secret: str | None = None) -> bytes:
    given = {"MEETLAT_DATABASE_URL": url} | ({} if secret is None else {"MEETLAT_SECRET": secret})
    return signing_key(read_settings(given))


def refusal(url: str, secret: str | None = None) -> str:
    with pytest.raises(FaultyKeyError) as caught:
        key_for(url, secret)
    return caught.value.reason.key


def test_a_secret_is_the_key(tmp_path: Path) -> None:
    assert key_for(f"sqlite:///{tmp_path}/a.db", LONG) == LONG.encode()
    assert list(tmp_path.iterdir()) == []


def test_a_short_secret_is_refused() -> None:
    assert refusal("sqlite:///a.db", "kort") == "fault.key.short"


def test_beside_sqlite_a_key_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    first = key_for(url)
    assert len(first) == 32
    assert key_for(url) == first
    assert [path.name for path in tmp_path.iterdir()] == ["a.db.key"]
    assert stat.S_IMODE((tmp_path / "a.db.key").stat().st_mode) == 0o600
    assert key_for(f"sqlite:///{tmp_path}/b.db") != first


def test_whoever_was_first_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    first = key_for(url)
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert key_for(url) == first


def test_a_damaged_or_impossible_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db.key").write_bytes(b"half")
    assert refusal(f"sqlite:///{tmp_path}/a.db") == "fault.key.damaged"
    assert refusal(f"sqlite:///{tmp_path}/absent/a.db") == "fault.key.file"


def test_other_databases_need_a_secret() -> None:
    assert refusal("postgresql://host/meetlat") == "fault.key.absent"
    assert refusal("sqlite:///:memory:") == "fault.key.absent"


def test_looking_for_faults_makes_nothing(tmp_path: Path) -> None:
    settings = read_settings({"MEETLAT_DATABASE_URL": f"sqlite:///{tmp_path}/a.db"})
    assert key_fault(settings) is None
    assert list(tmp_path.iterdir()) == []
    short = settings.model_copy(update={"secret": SecretStr("kort")})
    fault = key_fault(short)
    assert fault is not None
    assert fault.key == "fault.key.short"


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///meetlat.db", "meetlat.db"),
        ("sqlite:////var/lib/meetlat.db", "/var/lib/meetlat.db"),
        ("sqlite+aiosqlite:///a.db?x=1", "a.db"),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://host/a", None),
    ],
)
def test_the_file_of_a_database(url: str, file: str | None) -> None:
    assert sqlite_file(url) == (None if file is None else Path(file))
