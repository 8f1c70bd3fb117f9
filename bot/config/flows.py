"""The flows of this municipality: the catalogue, read once, with its settings applied."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import flows
from bot.config.files import read_text
from flows.configure import configure
from flows.faults import Fault, FaultyFileError
from flows.gemeente import Gemeente, Options, read_setting
from flows.gemeente_file import read_gemeente
from flows.model import Flow, Position
from flows.reader import Catalogue, read_catalogue

NAMES = tuple(each.name for each in fields(Options))
CATALOGUE = Path(flows.__file__).resolve().parent / "catalogue"


@dataclass(frozen=True, slots=True)
class ConfiguredFlows:
    """What the dialogues of one municipality are held with."""

    gemeente: Gemeente
    versions: Mapping[tuple[str, str], Flow]
    positions: Mapping[str, Position]
    catalogue: Catalogue

    def flow(self, flow_id: str, version: str) -> Flow | None:
        """A flow as a dialogue was started with; none when this version is not known any more."""
        return self.versions.get((flow_id, version))

    def with_choices(self, chosen: Mapping[str, str]) -> ConfiguredFlows:
        """The same flows with settings that were changed later; what this version does not know is left out."""
        read = {name: read_setting(name, text) for name, text in chosen.items() if name in NAMES}
        known = {name: value for name, value in read.items() if value is not None}
        options = replace(self.gemeente.options, **known)  # type: ignore[arg-type]  # each was read for its name
        gemeente = replace(self.gemeente, options=options)
        configured = {key: configure(flow, gemeente) for key, flow in self.catalogue.flows.items()}
        return replace(self, gemeente=gemeente, versions=configured)

    def newest(self, flow_id: str) -> Flow:
        """The flow to start a new dialogue with."""
        return self.versions[flow_id, self.catalogue.newest(flow_id).version]


def configured_flows(settings: Path | None = None) -> ConfiguredFlows:
    """Read the flows and the settings file; raises :class:`FaultyFileError` with all faults of all files."""
    faults: list[Fault] = []
    gemeente, found = Gemeente(), Catalogue({}, {})
    try:
        found = _shipped()
    except FaultyFileError as error:
        faults.extend(error.faults)
    try:
        gemeente = _gemeente(settings) if settings is not None else gemeente
    except FaultyFileError as error:
        faults.extend(error.faults)
    if faults:
        raise FaultyFileError(tuple(faults))
    configured = {key: configure(flow, gemeente) for key, flow in found.flows.items()}
    return ConfiguredFlows(gemeente, configured, found.positions, found)


@cache
def _shipped() -> Catalogue:
    """What comes with the program does not change while it runs."""
    return read_catalogue({path.stem: _text(path) for path in sorted(CATALOGUE.glob("*.toml"))})


def _gemeente(path: Path) -> Gemeente:
    text = _text(path)
    try:
        return read_gemeente(path.name, text, tomllib.loads(text))
    except (ValueError, RecursionError) as error:  # also numbers of thousands of figures and deep brackets
        last = max(len(text.splitlines()), 1)
        raise FaultyFileError((Fault(path.name, last, "", "not_toml", {"reason": str(error)}),)) from error


def _text(path: Path) -> str:
    try:
        return read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise FaultyFileError((Fault(path.name, 1, "", "unreadable", {"reason": type(error).__name__}),)) from error
