"""The provider over HTTP: what it publishes, and the code that it exchanges. Short waits, small answers, no detours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bot.config.environment import Settings
from bot.openid.metadata import Metadata, read_metadata
from bot.openid.published import Published
from bot.openid.refusals import ProviderDownError, word
from bot.runtime.clock import Clock

MOST_BYTES = 512 * 1024
MOST_KEYS = 50
_TIMEOUT = ClientTimeout(total=8, sock_connect=4)
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


class RefusedCodeError(Exception):
    """The provider does not exchange this code; ``why`` is the word that it gave."""

    def __init__(self, why: str) -> None:
        """Keep the word."""
        super().__init__(why)
        self.why = why


class Provider:
    """One provider, with a session to it that is opened when it is first asked something."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """Know where it is and who Meetlat is there."""
        self._settings = settings
        self._session: ClientSession | None = None
        self._metadata = Published(self._read_metadata, clock.now)
        self._keys = Published(self._read_keys, clock.now)

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()

    async def metadata(self) -> Metadata:
        """What it says of itself."""
        return await self._metadata.get()

    async def keys(self, *, anew: bool = False) -> KeySet:
        """What its signatures are checked with."""
        return await self._keys.get(anew=anew)

    async def entrance(self, state: str, nonce: str, verifier: str, home: str) -> str:
        """Where somebody goes to sign in there, and comes back from to ``home``."""
        metadata = await self.metadata()
        return str(
            prepare_grant_uri(
                metadata.authorization_endpoint,
                self._settings.openid_client_id,
                "code",
                redirect_uri=home,
                scope=self._scope(),
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
            )
        )

    async def exchange(self, code: str, verifier: str, home: str) -> Mapping[str, Any]:
        """The tokens for a code; :class:`RefusedCodeError` when it was used, or is not for us."""
        metadata, secret = await self.metadata(), self._settings.openid_client_secret
        body = prepare_token_request("authorization_code", redirect_uri=home, code=code, code_verifier=verifier)
        given = None if secret is None else secret.get_secret_value()
        proof = ClientAuth(self._settings.openid_client_id, given, metadata.way_to_prove if given else "none")
        url, headers, body = proof.prepare("POST", metadata.token_endpoint, dict(_FORM), body)
        status, told = await self._asked("POST", url, data=body, headers=headers)
        if status != 200:
            raise RefusedCodeError(word(told.get("error", f"status {status}")))
        return told

    def _scope(self) -> str:
        """No more than what the claim needs."""
        needed = {"sub": "openid", "email": "openid email"}
        return self._settings.openid_scope or needed.get(self._settings.openid_claim, "openid profile")

    async def _read_metadata(self) -> Metadata:
        issuer = self._settings.openid_issuer
        return read_metadata(await self._published(get_well_known_url(issuer, external=True)), issuer)

    async def _read_keys(self) -> KeySet:
        told = await self._published((await self.metadata()).jwks_uri)
        signing = [each for each in _keys(told) if each.get("kty") in ("RSA", "EC") and each.get("use", "sig") == "sig"]
        try:
            return KeySet.import_key_set({"keys": signing})
        except (JoseError, ValueError, TypeError, LookupError) as error:
            raise ProviderDownError("keys") from error

    async def _published(self, url: str) -> Mapping[str, Any]:
        status, told = await self._asked("GET", url, headers={"Accept": "application/json"})
        if status != 200:
            raise ProviderDownError(f"status {status}")
        return told

    async def _asked(self, method: str, url: str, **options: Any) -> tuple[int, Mapping[str, Any]]:
        """The status and the JSON of an answer; whatever else comes is a provider that is down."""
        if self._session is None:
            connections = TCPConnector(limit=16)
            self._session = ClientSession(
                connector=connections,
                cookie_jar=DummyCookieJar(),
                headers={"Accept-Encoding": "identity"},
                timeout=_TIMEOUT,
                trust_env=True,
            )
        try:
            async with self._session.request(method, url, allow_redirects=False, **options) as response:
                raw = bytearray()
                async for chunk in response.content.iter_any():
                    raw += chunk
                    if len(raw) > MOST_BYTES:
                        raise ProviderDownError("too large")
        except (OSError, ClientError, ValueError) as error:
            raise ProviderDownError(type(error).__name__) from error
        if response.status >= 500:
            raise ProviderDownError(f"status {response.status}")
        try:
            told = orjson.loads(raw)
        except ValueError as error:
            raise ProviderDownError("not JSON") from error
        if not isinstance(told, dict):
            raise ProviderDownError("not an object")
        return response.status, told


def _keys(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    keys = told.get("keys")
    if not isinstance(keys, list) or len(keys) > MOST_KEYS:
        raise ProviderDownError("keys")
    return [each for each in keys if isinstance(each, dict)]
