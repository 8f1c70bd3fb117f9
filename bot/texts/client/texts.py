"""Every text of the client in every language, with what is known of it; each file is read when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import structlog

from bot.texts.client.catalogs import Catalog, Key, Message, read_catalog, read_messages
from bot.texts.client.languages import SOURCE, Languages, chain, read_languages
from bot.texts.client.signatures import FaultySignaturesError, Role, Signatures, digest, read_signatures
from bot.texts.translations import CATALOGS

log = structlog.get_logger()


class Status(StrEnum):
    """What is known of a text: it is the source, two people signed it, or anything else."""

    SOURCE = "source"
    REVIEWED = "reviewed"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Found:
    """A text with the language in which it could be said, and its status for the language that was asked for."""

    text: str
    language: str
    status: Status


class ClientTexts:
    """The texts in one folder of catalogs."""

    def __init__(self, folder: Path, *, logged: bool = True) -> None:
        """Read nothing yet; what cannot be used is ``logged``, unless somebody is told of it in another way."""
        self.folder = folder
        self._logged = logged
        self._catalogs: dict[str, Catalog] = {}
        self._found: dict[tuple[str, Key], Found] = {}
        self._revisions: dict[str, str] = {}

    @cached_property
    def languages(self) -> Languages:
        """Every language by its code."""
        return read_languages(self.folder)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """Every sentence of the source."""
        return read_messages(self.folder)

    @cached_property
    def signatures(self) -> Signatures:
        """Who signed what; nobody when the file cannot be read, because a doubt is no signature."""
        try:
            return read_signatures(self.folder)
        except FaultySignaturesError as error:
            log.warning("client_signatures_dropped", reason=str(error))
            return {}

    def catalog(self, code: str) -> Catalog:
        """What one language has of its own."""
        if code not in self._catalogs:
            self._catalogs[code] = read_catalog(self.folder, code)
            if self._logged:
                self._log(code, self._catalogs[code])
        return self._catalogs[code]

    def find(self, code: str, key: str, source: str) -> Found:
        """A text along the fallbacks of a language; simple Dutch at the end, and for a language that is not there."""
        asked = (code, (key, source))
        if asked not in self._found:
            self._found[asked] = self._look(code, key, source)
        return self._found[asked]

    def signed(self, code: str, message: Message, role: Role) -> str:
        """The number of who signed this translation in a role; empty when nobody did, or it has changed since."""
        found = self.find(code, *message.id)
        return self._signer(code, message.id, found.text, role)

    def revision(self, code: str) -> str:
        """Which texts a client read: a hash of all of them as this language says them."""
        if code not in self._revisions:
            said = sorted(f"{each.key}\x04{each.source}\x04{self.find(code, *each.id).text}" for each in self.messages)
            self._revisions[code] = sha256("\x00".join(said).encode()).hexdigest()[:12]
        return self._revisions[code]

    def _log(self, code: str, catalog: Catalog) -> None:
        if catalog.unreadable:
            log.warning("client_catalog_dropped", language=code, reason=catalog.unreadable)
        for key, _ in sorted(catalog.dropped):
            log.warning("client_text_dropped", language=code, key=key)

    def _look(self, code: str, key: str, source: str) -> Found:
        if code in self.languages:
            for language in chain(self.languages, code):
                text = self.catalog(language.code).texts.get((key, source))
                if text is not None:
                    return Found(text, language.code, self._status(code, (key, source), text))
        return Found(source, SOURCE, Status.SOURCE)

    def _status(self, code: str, key: Key, text: str) -> Status:
        reader, checker = (self._signer(code, key, text, role) for role in Role)
        return Status.REVIEWED if reader and checker and reader != checker else Status.MACHINE

    def _signer(self, code: str, key: Key, text: str, role: Role) -> str:
        signature = self.signatures.get((code, role, key[0]))
        return signature.reviewer if signature and signature.digest == digest(*key, text) else ""


@cache
def client_texts() -> ClientTexts:
    """The texts that Meetlat comes with."""
    return ClientTexts(CATALOGS)
