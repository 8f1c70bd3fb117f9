"""Reads one HTTP/1.1 answer as it comes in, however it is cut into pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_HEAD = 65_536
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: .*)?")
_LENGTH = re.compile(rb"[0-9]{1,12}")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?")
_WITHOUT_BODY = frozenset({204, 304})
_INTERIM = range(100, 200)


class GarbledError(Exception):
    """What came is not HTTP/1.1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; ``kept`` says that its connection can be used again."""

    status: int
    body: bytes
    kept: bool


class Reading:
    """One answer on its way in."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._status = 0
        self._kept = False
        self._length: int | None = None
        self._chunks: list[bytearray] | None = None

    def feed(self, data: bytes) -> Answer | None:
        """Take in what arrived; gives the answer once it is whole."""
        self._waiting += data
        while not self._status:
            head, ended, rest = self._waiting.partition(b"\r\n\r\n")
            if len(head) > LONGEST_HEAD:
                raise GarbledError
            if not ended:
                return None
            self._waiting = rest
            self._read_head(bytes(head))
        if self._chunks is not None:
            return self._whole(b"".join(self._chunks)) if self._read_chunks(self._chunks) else None
        if self._length is None or len(self._waiting) < self._length:
            return None
        body, self._waiting = bytes(self._waiting[: self._length]), self._waiting[self._length :]
        return self._whole(body)

    def end(self) -> Answer | None:
        """The answer that the end of the connection completes; none when there is a part missing."""
        if self._status and self._length is None and self._chunks is None:
            return Answer(self._status, bytes(self._waiting), kept=False)
        return None

    def _whole(self, body: bytes) -> Answer:
        # What comes behind an answer that nobody asked for belongs to nothing.
        return Answer(self._status, body, self._kept and not self._waiting)

    def _read_head(self, head: bytes) -> None:
        first, *lines = head.split(b"\r\n")
        found = _STATUS.fullmatch(first)
        if found is None:
            raise GarbledError
        status, self._kept = int(found[2]), found[1] == b"1"
        if status in _INTERIM:
            return
        self._length = 0 if status in _WITHOUT_BODY else None
        lengths = set()
        for line in lines:
            name, colon, value = line.partition(b":")
            if not colon:
                raise GarbledError
            match name.lower():
                case b"content-length":
                    lengths.add(value.strip())
                case b"transfer-encoding":
                    if value.strip().lower() != b"chunked":
                        raise GarbledError
                    self._chunks = []
                case b"connection":
                    self._kept = self._kept and b"close" not in value.lower()
        if self._length is None and lengths:
            self._length = self._only(lengths)
        self._status = status

    def _only(self, lengths: set[bytes]) -> int:
        (length, *others) = lengths
        # Two ways to tell where an answer ends are how one answer is made to look like two.
        if others or self._chunks is not None or not _LENGTH.fullmatch(length):
            raise GarbledError
        return int(length)

    def _read_chunks(self, chunks: list[bytearray]) -> bool:
        """Take whole chunks; true behind the last one, whose trailing lines say nothing here."""
        while True:
            line, ended, rest = self._waiting.partition(b"\r\n")
            if not ended:
                if len(line) > LONGEST_HEAD:
                    raise GarbledError
                return False
            found = _SIZE.fullmatch(line)
            if found is None:
                raise GarbledError
            size = int(found[1], 16)
            if size == 0:
                return self._read_trailer(rest)
            if len(rest) < size + 2:
                return False
            if rest[size : size + 2] != b"\r\n":
                raise GarbledError
            chunks.append(rest[:size])
            self._waiting = rest[size + 2 :]

    def _read_trailer(self, rest: bytearray) -> bool:
        if rest.startswith(b"\r\n"):
            self._waiting = rest[2:]
            return True
        lines, ended, behind = rest.partition(b"\r\n\r\n")
        if len(lines) > LONGEST_HEAD:
            raise GarbledError
        if ended:
            self._waiting = behind
        return bool(ended)
