"""An HTTP answer is read the same however it is cut into pieces, and what is none is not taken for one."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tg.answer import LONGEST_HEAD, Answer, GarbledError, Reading

BODIES = st.binary(max_size=200)
STATUSES = st.integers(200, 599).filter(lambda status: status not in (204, 304))
OTHERS = ("Server: nginx", "Date: Sun, 22 Nov 2026 09:00:00 GMT", "X-Empty:")


def head(status: int, *lines: str, version: str = "1.1") -> bytes:
    return "\r\n".join((f"HTTP/{version} {status} Whatever", *OTHERS, *lines, "", "")).encode("ascii")


def chunked(body: bytes, sizes: list[int]) -> bytes:
    parts = []
    for size in sizes:
        piece, body = body[:size], body[size:]
        parts += [b"%X;name=value\r\n%s\r\n" % (len(piece), piece)] if piece else []
    if body:
        parts.append(b"%x\r\n%s\r\n" % (len(body), body))
    return b"".join(parts) + b"0\r\n"


def read(raw: bytes, cuts: set[int]) -> Answer | None:
    reading, edges = Reading(), sorted({0, *(cut % (len(raw) + 1) for cut in cuts), len(raw)})
    for begin, end in pairwise(edges):
        answer = reading.feed(raw[begin:end])
        if answer is not None:
            assert end == len(raw)
            return answer
    return reading.end()


@given(STATUSES, BODIES, st.sets(st.integers(0, 500), max_size=6))
def test_an_answer_of_a_told_length(status: int, body: bytes, cuts: set[int]) -> None:
    assert read(head(status, f"Content-Length: {len(body)}") + body, cuts) == Answer(status, body, kept=True)


@given(STATUSES, BODIES, st.lists(st.integers(1, 50), max_size=5), st.sets(st.integers(0, 500), max_size=6))
def test_an_answer_in_chunks(status: int, body: bytes, sizes: list[int], cuts: set[int]) -> None:
    for trailer in (b"\r\n", b"Checked: yes\r\nBy: me\r\n\r\n"):
        raw = head(status, "Transfer-Encoding: chunked") + chunked(body, sizes) + trailer
        assert read(raw, cuts) == Answer(status, body, kept=True)


@given(STATUSES, BODIES, st.sets(st.integers(0, 500), max_size=6))
def test_an_answer_until_the_end(status: int, body: bytes, cuts: set[int]) -> None:
    assert read(head(status) + body, cuts) == Answer(status, body, kept=False)


@given(st.binary(max_size=80), st.sets(st.integers(0, 100), max_size=3))
def test_anything_else_is_garbled_or_not_whole(raw: bytes, cuts: set[int]) -> None:
    with suppress(GarbledError):
        assert read(raw, cuts) is None


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (head(200, "Content-Length: 2") + b"ok", True),
        (head(200, "content-length:2", "Connection: Close") + b"ok", False),
        (head(200, "Content-Length: 2", version="1.0") + b"ok", False),
        (head(200, "Content-Length: 2") + b"ok" + head(200), False),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + head(200, "Content-Length: 2") + b"ok", True),
    ],
    ids=["kept", "closed", "of old", "more than asked", "after an interim one"],
)
def test_a_connection_is_kept_when_nothing_speaks_against_it(raw: bytes, kept: bool) -> None:
    assert Reading().feed(raw) == Answer(200, b"ok", kept)


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_is_whole_at_once(status: int) -> None:
    assert Reading().feed(head(status)) == Answer(status, b"", kept=True)


@pytest.mark.parametrize(
    "raw",
    [
        b"what is HTTP?\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        head(200, "Content-Length: -1"),
        head(200, "Content-Length: 2, 2"),
        head(200, "Content-Length: 2", "Content-Length: 3"),
        head(200, "Content-Length: 2", "Transfer-Encoding: chunked"),
        head(200, "Transfer-Encoding: gzip, chunked"),
        head(200, "Transfer-Encoding: chunked") + b"-1\r\n",
        head(200, "Transfer-Encoding: chunked") + b"2\r\nokay\r\n",
        head(200, "Transfer-Encoding: chunked") + b"0" * (LONGEST_HEAD + 1),
        head(200, "Transfer-Encoding: chunked") + b"0\r\n" + b"x" * (LONGEST_HEAD + 1),
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * LONGEST_HEAD,
    ],
)
def test_what_cannot_be_an_answer_is_garbled(raw: bytes) -> None:
    with pytest.raises(GarbledError):
        Reading().feed(raw)
