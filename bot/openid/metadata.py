"""What a provider publishes about itself, as far as Meetlat uses it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from bot.config.openid import provider_endpoint
from bot.openid.refusals import ProviderDownError

# Signatures that are made with a key which only the provider has; never none, and never one made with a shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")

Endpoint = Annotated[str, AfterValidator(provider_endpoint)]


class Metadata(BaseModel):
    """The addresses of a provider and what it can do; whatever else it says is not read."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    issuer: str
    authorization_endpoint: Endpoint
    token_endpoint: Endpoint
    jwks_uri: Endpoint
    end_session_endpoint: Endpoint | None = None
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False

    @property
    def way_to_prove(self) -> str:
        """How a client with a secret proves itself: in a header, or in the form where that is all there is."""
        methods = self.token_endpoint_auth_methods_supported
        only_post = "client_secret_basic" not in methods and "client_secret_post" in methods
        return "client_secret_post" if only_post else "client_secret_basic"


def read_metadata(told: object, issuer: str) -> Metadata:
    """The metadata of the provider that was asked; :class:`ProviderDownError` for anything else."""
    try:
        found = Metadata.model_validate(told)
    except ValidationError as error:
        raise ProviderDownError("metadata") from error
    if found.issuer != issuer:
        raise ProviderDownError("issuer")
    if not set(found.id_token_signing_alg_values_supported) & set(ALGORITHMS):
        raise ProviderDownError("algorithms")
    return found
