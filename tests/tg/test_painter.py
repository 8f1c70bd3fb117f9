"""Which calls bring a chat up to date, whatever is asked for while one of them is under way."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any, cast

from support.running import until

from bot.tg.calls import Calls
from bot.tg.pacing import Pace
from bot.tg.painter import Painter, Wanted
from bot.tg.photos import Photos
from bot.tg.render import Picture, Rendered
from storage.conversation.chats import Mark

CHAT = 7


class Api:
    """Answers every call once it is let through, and remembers them."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.open = asyncio.Event()
        self._ids = count(100)

    async def __call__(self, method: str, **_: Any) -> Any:
        self.made.append(method)
        await self.open.wait()
        return {"message_id": next(self._ids)}

    async def send(self, *_: object) -> int:
        return int((await self("sendPhoto"))["message_id"])


def painter_at(api: Api, marks: list[Mark]) -> Painter:
    return Painter(cast("Calls", api), cast("Photos", api), Pace(10_000, 10_000), marks.append)


def screen(revision: int, *, message: int | None = None, fresh: bool = False, **more: Any) -> Wanted:
    rendered = Rendered(f"screen {revision}", None, more.pop("picture", None))
    return Wanted(CHAT, "1000", revision, rendered, message, fresh, "nl", None, **more)


async def settled(painter: Painter) -> None:
    await until(lambda: not painter.is_drawing(CHAT), "everything is drawn")


async def test_a_screen_that_is_asked_for_twice_is_sent_once_and_stays() -> None:
    """After a crash an update comes again, and whoever looks after chats finds the same screen missing."""
    for picture in (None, Picture(svg="<svg/>")):
        api, marks = Api(), list[Mark]()
        painter = painter_at(api, marks)
        for _ in range(3):
            painter.want(screen(5, message=90, fresh=True, picture=picture))
            await asyncio.sleep(0.01)
        api.open.set()
        await settled(painter)
        painter.want(screen(5, message=90, fresh=True, picture=picture))
        await settled(painter)
        assert len([method for method in api.made if method.startswith("send")]) == 1, api.made
        assert "deleteMessage" not in api.made
        assert {mark.message for mark in marks} == {100}


async def test_a_newer_screen_that_asks_for_a_new_message_gets_one() -> None:
    api, marks = Api(), list[Mark]()
    api.open.set()
    painter = painter_at(api, marks)
    for revision in (5, 6):
        painter.want(screen(revision, message=90, fresh=True))
        await settled(painter)
    assert api.made == ["sendMessage", "editMessageReplyMarkup", "sendMessage", "deleteMessage"]


async def test_a_tapped_message_that_nobody_noted_is_left_above_the_next_screen() -> None:
    api, marks = Api(), list[Mark]()
    api.open.set()
    painter = painter_at(api, marks)
    painter.want(screen(6, message=90, tapped=95))
    await settled(painter)
    assert marks == [Mark(CHAT, 6, 100, new=True)]
    painter.want(screen(7, message=90, tapped=100))
    painter.want(screen(7, message=90, tapped=95))
    await settled(painter)
    assert marks[1:] == [Mark(CHAT, 7, 100)]
    assert api.made[-2:] == ["editMessageText", "editMessageReplyMarkup"], "a copy above loses its buttons"
