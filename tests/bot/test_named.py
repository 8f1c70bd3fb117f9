"""Handlers are loaded when they are first asked for; every name leads to one."""

from __future__ import annotations

from collections.abc import Callable
from inspect import iscoroutinefunction, signature
from typing import Any

import pytest

from bot.conversation.named import Named
from bot.conversation.routing import ACTIONS, VIEWS
from bot.messages.templates import SJABLONEN
from bot.messages.words import KINDS

TABLES: tuple[tuple[str, Named[Any]], ...] = (("context", VIEWS), ("context", ACTIONS), ("post", SJABLONEN))


@pytest.mark.parametrize(("first", "table"), TABLES)
def test_every_name_leads_to_a_handler(first: str, table: Named[Callable[..., Any]]) -> None:
    for word, handler in table.items():
        assert iscoroutinefunction(handler), word
        assert next(iter(signature(handler).parameters)) == first, word


def test_every_message_is_called_something_when_it_could_not_be_sent() -> None:
    assert set(KINDS) == set(SJABLONEN)


async def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    named: Named[Callable[..., Any]] = Named("json", {"read": "decoder.JSONDecoder", "write": "encoder.JSONEncoder"})
    assert "read" in named and sorted(named) == ["read", "write"] and len(named) == 2
    assert named.loaded == {}
    assert named["read"].__name__ == "JSONDecoder"
    assert set(named.loaded) == {"read"}
    await named.load()
    assert set(named.loaded) == {"read", "write"}


def test_what_has_no_name_leads_nowhere() -> None:
    named: Named[object] = Named("json", {})
    assert named.get("read") is None and "read" not in named
