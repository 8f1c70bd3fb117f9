"""Each answer that Telegram or something before it can give, through PTB, against its verdict."""

from __future__ import annotations

import json
from typing import Any

import pytest
from telegram.error import EndPointNotFound, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest

from bot.tg.verdicts import Outcome, Verdict, backoff, verdict

EDIT, SEND, DELETE, ANSWER, POLL = (
    "editMessageText",
    "sendMessage",
    "deleteMessage",
    "answerCallbackQuery",
    "getUpdates",
)
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
NO_TAG = "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
BAD_TAG = 'Bad Request: can\'t parse entities: Unsupported start tag "jan" at byte offset 3'

ANSWERS = [
    (EDIT, 400, NOT_MODIFIED, Outcome.DONE),
    ("editMessageReplyMarkup", 400, NOT_MODIFIED, Outcome.DONE),
    ("editMessageMedia", 400, NOT_MODIFIED, Outcome.DONE),
    (ANSWER, 400, TOO_OLD, Outcome.DONE),
    (ANSWER, 400, "Bad Request: QUERY_ID_INVALID", Outcome.DONE),
    (DELETE, 400, "Bad Request: message to delete not found", Outcome.DONE),
    (DELETE, 400, "Bad Request: MESSAGE_ID_INVALID", Outcome.DONE),
    (EDIT, 400, "Bad Request: message to edit not found", Outcome.RESEND),
    ("editMessageCaption", 400, "Bad Request: message to edit not found", Outcome.RESEND),
    (EDIT, 400, "Bad Request: MESSAGE_ID_INVALID", Outcome.RESEND),
    (EDIT, 400, "Bad Request: message can't be edited", Outcome.RESEND),
    ("editMessageMedia", 400, "Bad Request: message media can't be edited", Outcome.RESEND),
    (EDIT, 400, "Bad Request: there is no text in the message to edit", Outcome.RESEND),
    ("editMessageCaption", 400, "Bad Request: there is no caption in the message to edit", Outcome.RESEND),
    (SEND, 400, "Bad Request: chat not found", Outcome.CLOSED),
    (EDIT, 400, "Bad Request: chat not found", Outcome.CLOSED),
    (SEND, 400, "Bad Request: private chat not found", Outcome.CLOSED),
    ("setChatMenuButton", 400, "Bad Request: user not found", Outcome.CLOSED),
    (SEND, 400, "Bad Request: PEER_ID_INVALID", Outcome.CLOSED),
    (SEND, 400, "Bad Request: USER_IS_BLOCKED", Outcome.CLOSED),
    (SEND, 400, "Bad Request: INPUT_USER_DEACTIVATED", Outcome.CLOSED),
    (SEND, 403, "Forbidden: bot was blocked by the user", Outcome.CLOSED),
    (EDIT, 403, "Forbidden: bot was blocked by the user", Outcome.CLOSED),
    (SEND, 403, "Forbidden: user is deactivated", Outcome.CLOSED),
    (SEND, 403, "Forbidden: bot can't initiate conversation with a user", Outcome.CLOSED),
    (SEND, 403, "Forbidden: bot can't send messages to bots", Outcome.CLOSED),
    (SEND, 403, "Forbidden: the bot can't send messages to the bot", Outcome.CLOSED),
    (SEND, 403, "Forbidden: bot was kicked from the group chat", Outcome.CLOSED),
    (SEND, 403, "Forbidden: bot is not a member of the supergroup chat", Outcome.CLOSED),
    (SEND, 403, "Forbidden: the group chat was deleted", Outcome.CLOSED),
    (SEND, 403, "Forbidden: something new", Outcome.DEAD),
    (SEND, 400, NO_TAG, Outcome.DEAD),
    (EDIT, 400, BAD_TAG, Outcome.DEAD),
    (SEND, 400, "Bad Request: message text is empty", Outcome.DEAD),
    (SEND, 400, "Bad Request: message is too long", Outcome.DEAD),
    ("sendPhoto", 400, "Bad Request: message caption is too long", Outcome.DEAD),
    (SEND, 400, "Bad Request: BUTTON_DATA_INVALID", Outcome.DEAD),
    (SEND, 400, "Bad Request: reply markup is too long", Outcome.DEAD),
    (ANSWER, 400, "Bad Request: MESSAGE_TOO_LONG", Outcome.DEAD),
    (DELETE, 400, "Bad Request: message can't be deleted for everyone", Outcome.DEAD),
    (SEND, 400, "Bad Request: message to edit not found", Outcome.DEAD),
    ("setWebhook", 400, "Bad Request: bad webhook: HTTPS url must be provided for webhook", Outcome.DEAD),
    ("sendPhoto", 413, "Request Entity Too Large", Outcome.DEAD),
    ("sendRichMessage", 404, "Not Found: method not found", Outcome.DEAD),
    ("getMe", 401, "Unauthorized", Outcome.STOP),
    (SEND, 401, "Unauthorized: invalid token specified", Outcome.STOP),
    (SEND, 404, "Not Found", Outcome.STOP),
    (POLL, 409, OTHER_POLL, Outcome.CONFLICT),
    (POLL, 409, "Conflict: can't use getUpdates method while webhook is active", Outcome.CONFLICT),
    (SEND, 500, "Internal Server Error", Outcome.RETRY),
    (SEND, 502, "Bad Gateway", Outcome.RETRY),
    (SEND, 503, "Service Unavailable", Outcome.RETRY),
    (SEND, 504, "Gateway Timeout", Outcome.RETRY),
    (SEND, 429, "Too Many Requests", Outcome.RETRY),
]

WITHOUT_DESCRIPTION = [400, 403, 407, 408, 429, 500, 502, 503, 504, 521]


class Canned(BaseRequest):
    """Answers the one call made with it."""

    def __init__(self, status: int, answer: dict[str, Any]) -> None:
        self.answer = status, json.dumps(answer).encode()

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        return self.answer


async def error_of(status: int, answer: dict[str, Any]) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await Canned(status, answer).post("https://example.org")
    return caught.value


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.mark.parametrize(("method", "status", "description", "outcome"), ANSWERS)
async def test_every_documented_answer_has_its_verdict(
    method: str, status: int, description: str, outcome: Outcome
) -> None:
    error = await error_of(status, {"ok": False, "error_code": status, "description": description})
    assert verdict(error, method) == Verdict(outcome)


@pytest.mark.parametrize("status", WITHOUT_DESCRIPTION)
async def test_an_answer_that_is_not_telegrams_is_tried_again(status: int) -> None:
    assert verdict(await error_of(status, {}), SEND).outcome is Outcome.RETRY


async def test_a_flood_limit_says_how_long_everybody_waits() -> None:
    parameters = {"retry_after": 17}
    error = await error_of(429, {"description": "Too Many Requests: retry after 17", "parameters": parameters})
    assert verdict(error, SEND) == Verdict(Outcome.WAIT, 17.0)


def test_seconds_are_read_without_the_opt_in_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    with pytest.warns(DeprecationWarning):
        assert verdict(RetryAfter(3), SEND) == Verdict(Outcome.WAIT, 3.0)


async def test_a_group_that_became_a_supergroup_is_refused() -> None:
    parameters = {"migrate_to_chat_id": -1001}
    error = await error_of(400, {"description": "Bad Request: upgraded", "parameters": parameters})
    assert verdict(error, SEND) == Verdict(Outcome.CLOSED)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (TimedOut(), Outcome.RETRY),
        (TelegramError("Invalid server response"), Outcome.RETRY),
        (ConnectionResetError(), Outcome.RETRY),
        (TimeoutError(), Outcome.RETRY),
        (EndPointNotFound("Endpoint 'sendRich' not found"), Outcome.DEAD),
        (TelegramError("something else"), Outcome.DEAD),
        (KeyError("result"), Outcome.DEAD),
    ],
)
def test_what_never_came_from_telegram(error: Exception, outcome: Outcome) -> None:
    assert verdict(error, SEND).outcome is outcome


def test_tries_come_later_and_later_up_to_ten_minutes() -> None:
    assert [backoff(attempt) for attempt in (1, 2, 3, 4, 10, 11, 5000)] == [1, 2, 4, 8, 15, 15, 15]


def test_the_table_is_long_enough() -> None:
    assert len(ANSWERS) >= 40
