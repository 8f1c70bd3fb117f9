"""Handlers by name, each loaded when it is first asked for: people use a few of them, and a start waits for none."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Generic, TypeVar, cast

Handler = TypeVar("Handler")


class Named(Mapping[str, Handler], Generic[Handler]):
    """What each word stands for: ``module.function`` within one package; ``loaded`` is what was asked for before."""

    def __init__(self, package: str, names: Mapping[str, str]) -> None:
        """Know the words of ``package``, and load nothing yet."""
        self._package = package
        self._names = names
        self.loaded: dict[str, Handler] = {}

    def __getitem__(self, word: str) -> Handler:
        """The handler, loaded if need be."""
        if word not in self.loaded:
            module, _, name = self._names[word].rpartition(".")
            self.loaded[word] = cast("Handler", getattr(import_module(f"{self._package}.{module}"), name))
        return self.loaded[word]

    def __contains__(self, word: object) -> bool:
        """Whether the word is known; that needs no handler."""
        return word in self._names

    def __iter__(self) -> Iterator[str]:
        """The words."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._names)

    async def load(self) -> None:
        """Load what nobody has asked for yet, with room for others in between."""
        for word in self:
            self[word]
            await asyncio.sleep(0)
