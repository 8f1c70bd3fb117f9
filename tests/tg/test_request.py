"""PTB's errors and results over our session, against servers that answer, dawdle or hang up."""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData

from bot.tg.calls import Calls
from bot.tg.request import AiohttpRequest

TOKEN = "123:SECRET"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    finally:
        await runner.cleanup()


async def called(handler: Handler, request: AiohttpRequest | None = None) -> tuple[Any, BaseException | None]:
    async with serving(handler) as base_url, request or AiohttpRequest(read_timeout=2) as open_request:
        try:
            return await open_request.post(f"{base_url}{TOKEN}/sendMessage", RequestData([])), None
        except TelegramError as error:
            return None, error


def answering(status: int, body: bytes) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, body=body)

    return answer


async def hangs_up(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.abort()
    return web.Response()


async def dawdles(_: web.Request) -> web.Response:
    await asyncio.sleep(60)
    return web.Response()


async def babbles(request: web.Request) -> web.Response:
    assert request.transport
    assert isinstance(request.transport, asyncio.WriteTransport)
    request.transport.write(b"what is HTTP?\r\n\r\n")
    request.transport.close()
    return web.Response()


async def test_the_result_is_what_telegram_answers() -> None:
    assert await called(answering(200, b'{"ok": true, "result": {"a": 1}}')) == ({"a": 1}, None)


async def test_a_refusal_keeps_telegrams_words() -> None:
    _, error = await called(answering(400, b'{"ok": false, "description": "Bad Request: chat not found"}'))
    assert isinstance(error, BadRequest)
    assert str(error) == "Chat not found"


@pytest.mark.parametrize(
    ("handler", "kind", "message"),
    [
        (hangs_up, NetworkError, "aiohttp.ServerDisconnectedError"),
        (babbles, NetworkError, "aiohttp.ClientResponseError"),
        (answering(502, b"<html>/bot123:SECRET/ is away</html>"), NetworkError, "Bad Gateway (502)"),
        (answering(302, b"elsewhere"), NetworkError, "Found (302)"),
        (answering(200, b"<html>log in to the guest network</html>"), TelegramError, "Invalid server response"),
        (answering(200, b""), TelegramError, "Invalid server response"),
        (answering(200, b"[]"), TelegramError, "Invalid server response"),
        (answering(200, b'{"ok": true}'), TelegramError, "Invalid server response"),
    ],
)
async def test_what_is_no_answer_of_telegram_is_an_error_without_the_token(
    handler: Handler, kind: type[TelegramError], message: str, caplog: pytest.LogCaptureFixture
) -> None:
    _, error = await called(handler)
    assert type(error) is kind
    assert str(error) == message
    assert "SECRET" not in "".join(traceback.format_exception(error))
    assert error.__context__ is None or "SECRET" not in repr(error.__context__)
    assert "SECRET" not in caplog.text


async def test_an_answer_that_does_not_come_is_a_timeout() -> None:
    _, error = await called(dawdles, AiohttpRequest(read_timeout=0.05))
    assert isinstance(error, TimedOut)


async def test_one_call_may_wait_for_less() -> None:
    async with serving(dawdles) as base_url, AiohttpRequest(read_timeout=30) as request:
        with pytest.raises(TimedOut):
            await request.post(base_url + TOKEN + "/getMe", read_timeout=0.05)


async def test_a_server_that_is_not_there_is_a_network_error() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"http://127.0.0.1:1/bot{TOKEN}/getMe")
    assert "SECRET" not in "".join(traceback.format_exception(caught.value))


async def test_an_address_that_is_none_keeps_the_token_to_itself() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"http://[::bad/bot{TOKEN}/getMe")
    assert "SECRET" not in "".join(traceback.format_exception(caught.value))


async def test_it_must_be_opened_and_can_be_opened_again() -> None:
    request = AiohttpRequest(read_timeout=7)
    assert request.read_timeout == 7
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post("http://127.0.0.1:1/")
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        await request.shutdown()
        await request.shutdown()


async def test_calls_use_one_connection_again() -> None:
    peers = set()

    async def peer(request: web.Request) -> web.Response:
        assert request.transport
        peers.add(request.transport.get_extra_info("peername"))
        return web.Response(body=b'{"ok": true, "result": true}')

    async with serving(peer) as base_url, AiohttpRequest() as request:
        for _ in range(5):
            await request.post(f"{base_url}{TOKEN}/getMe")
    assert len(peers) == 1


async def test_parameters_arrive_as_json_and_files_as_parts() -> None:
    bodies: list[dict[str, Any]] = []

    async def record(request: web.Request) -> web.Response:
        if request.content_type == "application/json":
            bodies.append(await request.json())
        else:
            parts = await request.post()
            bodies.append({k: v.file.read() if isinstance(v, web.FileField) else v for k, v in parts.items()})
        return web.Response(body=b'{"ok": true, "result": true}')

    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Één", callback_data="1")]])
    async with serving(record) as base_url, AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url, request=request, get_updates_request=request)
        await bot.edit_message_text("é\ud800", 5, 6, reply_markup=keyboard)
        await bot.edit_message_media(InputMediaPhoto(PNG, caption="c"), 5, 6)
    text, media = bodies
    assert text["text"] == "é\ud800"
    assert text["reply_markup"]["inline_keyboard"][0][0]["text"] == "Één"
    assert text["chat_id"] == 5
    assert media["chat_id"] == "5"
    assert PNG in media.values()


REFUSED: list[tuple[dict[str, Any], type[TelegramError]]] = [
    ({"ok": False}, NetworkError),
    ({"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}, BadRequest),
    ({"ok": False, "error_code": 429, "parameters": {"retry_after": 3}}, RetryAfter),
    ({"ok": False, "error_code": "x"}, NetworkError),
    ({"ok": None, "result": {}}, NetworkError),
]


@pytest.mark.parametrize("lean", [True, False])
@pytest.mark.parametrize(("answer", "kind"), REFUSED, ids=str)
async def test_a_refusal_is_one_whatever_its_status(answer: dict[str, Any], kind: type[Exception], lean: bool) -> None:
    body = json.dumps(answer).encode()
    async with serving(answering(200, body)) as base_url, AiohttpRequest(read_timeout=2) as request:
        with pytest.raises(kind):
            if lean:
                await Calls(base_url, TOKEN, request, request)("sendMessage", chat_id=1)
            else:
                await request.post(f"{base_url}{TOKEN}/sendMessage", RequestData([]))


@pytest.mark.parametrize("text", ["é€💥", "\ud800", "\x00\x7f", '"\\'])
async def test_any_text_goes_out_and_comes_back_as_json(text: str) -> None:
    """Half of a character, too: a fast reader that refuses it would have the same update fetched for ever."""

    async def echo(request: web.Request) -> web.Response:
        return web.Response(body=json.dumps({"ok": True, "result": json.loads(await request.read())}).encode())

    async with serving(echo) as base_url, AiohttpRequest(read_timeout=2) as request:
        calls = Calls(base_url, TOKEN, request, request)
        assert await calls("sendMessage", text=text, big=2**52, none=None) == {"text": text, "big": 2**52}
