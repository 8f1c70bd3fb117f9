"""What a provider says of somebody, believed only when it was signed by it, for us, now and in answer to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core.claims import CodeIDToken
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry, Token, decode

from bot.openid.metadata import ALGORITHMS
from bot.openid.provider import Provider
from bot.openid.refusals import UntrueError

# Clocks that differ by less are no reason to refuse anybody.
LEEWAY = timedelta(minutes=5)
LONGEST = 255
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_ABOUT_TIME = frozenset({"exp", "iat", "nbf"})
# A provider may put more in a header than we know; what it marks as critical is still refused.
_REGISTRY = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose tokens are read, for whom, and when."""

    provider: Provider
    issuer: str
    client_id: str
    now: datetime

    async def identity(self, tokens: Mapping[str, Any], nonce: str, since: datetime) -> Mapping[str, Any]:
        """The claims of an id-token that was asked for with ``nonce``, not before ``since``."""
        token, access = await self._signed(tokens.get("id_token")), tokens.get("access_token")
        claims = CodeIDToken(
            token.claims,
            token.header,
            options=self._ours(),
            params={"nonce": nonce, "client_id": self.client_id, "access_token": access},
        )
        try:
            claims.validate(int(self.now.timestamp()), int(LEEWAY.total_seconds()))
        except ClaimError as error:
            raise _untrue(error) from error
        except (JoseError, TypeError, ValueError, AttributeError) as error:
            raise UntrueError("claims") from error
        self._recent(claims, since)
        if not named(claims.get("sub")):
            raise UntrueError("sub")
        return dict(claims)

    async def logout(self, raw: object) -> Mapping[str, Any]:
        """The claims of a logout token; an id-token is none, and neither is one of long ago."""
        token = await self._signed(raw)
        if str(token.header.get("typ", "JWT")).lower() not in ("logout+jwt", "jwt"):
            raise UntrueError("typ")
        needed: Any = {name: {"essential": True} for name in ("iat", "jti", "events")}
        claims = token.claims
        try:
            JWTClaimsRegistry(
                int(self.now.timestamp()), int(LEEWAY.total_seconds()), **self._ours(), **needed
            ).validate(claims)
        except ClaimError as error:
            raise _untrue(error) from error
        self._recent(claims, self.now)
        events = claims["events"]
        if "nonce" in claims or not isinstance(events, dict) or not isinstance(events.get(_LOGOUT), dict):
            raise UntrueError("events")
        if not named(claims["jti"]) or not (named(claims.get("sid")) or named(claims.get("sub"))):
            raise UntrueError("whose")
        return claims

    def _ours(self) -> Any:
        return {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client_id},
        }

    def _recent(self, claims: Mapping[str, Any], since: datetime) -> None:
        """A token of before we asked was made for something else, or by a clock that is far behind."""
        if claims["iat"] < (since - LEEWAY).timestamp():
            raise UntrueError("iat", clock=True)

    async def _signed(self, raw: object) -> Token:
        """A token with the provider's signature; its keys are read again when it names one that we do not know."""
        if not isinstance(raw, str) or not raw.isascii():
            raise UntrueError("no token")
        try:
            try:
                return decode(raw, await self.provider.keys(), registry=_REGISTRY)
            except InvalidKeyIdError:
                return decode(raw, await self.provider.keys(anew=True), registry=_REGISTRY)
        except JoseError as error:
            raise UntrueError(error.error) from error
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise UntrueError("malformed") from error


def named(value: object) -> str | None:
    """A value that can stand for somebody; none for anything else."""
    fits = isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable() and value == value.strip()
    return value if fits and isinstance(value, str) else None


def _untrue(error: ClaimError) -> UntrueError:
    return UntrueError(f"{error.error} {error.claim}", clock=error.claim in _ABOUT_TIME)
