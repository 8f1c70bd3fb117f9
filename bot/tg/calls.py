"""The few Bot API calls of every tap, made with plain values; everything else goes through PTB's Bot."""

from __future__ import annotations

from typing import Any

from yarl import URL

from bot.tg.request import AiohttpRequest

FETCHING = "getUpdates"


class Calls:
    """Calls by method name, as Telegram documents them; raises PTB's errors."""

    def __init__(self, base_url: str, token: str, request: AiohttpRequest, fetching: AiohttpRequest) -> None:
        """Call over ``request``; long polls have ``fetching`` for themselves."""
        self._base = f"{base_url}{token}/"
        self._urls: dict[str, URL] = {}
        self._request = request
        self._fetching = fetching

    async def __call__(self, method: str, **values: Any) -> Any:
        """Make a call; a value that is none is left out."""
        given = {name: value for name, value in values.items() if value is not None}
        return await self._request.call(self._url(method), given)

    async def fetch(self, seconds: int, **values: Any) -> Any:
        """Wait up to ``seconds`` for updates."""
        return await self._fetching.call(self._url(FETCHING), {"timeout": seconds, **values}, seconds + 10.0)

    def _url(self, method: str) -> URL:
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(self._base + method, encoded=True)
        return url
