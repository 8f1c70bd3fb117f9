"""One serving process per SQLite file; as many as one likes on PostgreSQL."""

from pathlib import Path

import pytest

from storage.engine.alone import alone
from storage.errors import AlreadyRunningError


def test_a_second_one_on_the_same_file_is_refused_until_the_first_has_gone(sqlite_path: Path) -> None:
    address = f"sqlite+aiosqlite:///{sqlite_path}"
    with alone(address):
        with pytest.raises(AlreadyRunningError, match=sqlite_path.name), alone(address):
            pass
        with alone(f"sqlite+aiosqlite:///{sqlite_path}.other"):
            pass
    with alone(address):
        pass


@pytest.mark.parametrize("address", ["sqlite+aiosqlite://", "postgresql+asyncpg://postgres@/meetlat?host=/tmp"])
def test_what_is_no_file_is_never_refused(address: str) -> None:
    with alone(address), alone(address):
        pass
