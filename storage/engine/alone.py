"""One serving process per SQLite file: a second one is refused before it can do harm."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from storage.engine.database import in_our_words
from storage.errors import AlreadyRunningError


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Hold the file's lock; the system gives it back even when the process is killed."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        yield
        return
    with in_our_words(OSError), ExitStack() as held:
        path = Path(f"{parsed.database}.lock")
        with suppress(FileExistsError):
            path.touch(0o600, exist_ok=False)
        lock = held.enter_context(path.open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunningError(parsed.database) from error
        kept = held.pop_all()
    with kept:
        yield
