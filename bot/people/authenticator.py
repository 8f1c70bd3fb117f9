"""What is asked of a device with passkeys and how its answers are checked, with the library for WebAuthn.

Reading that library takes half a second, so only who asks for a passkey imports this module.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bot.people.relying import Site

_SECONDS = 300


class WrongAnswerError(Exception):
    """An answer that no device of ours gave to what was asked."""


@dataclass(frozen=True, slots=True)
class Added:
    """A passkey that a device made."""

    credential: str
    sleutel: str
    teller: int


def to_sign_in(site: Site, challenge: bytes) -> str:
    """What to ask of a device to sign in, whoever it knows."""
    options = generate_authentication_options(
        rp_id=site.id,
        challenge=challenge,
        timeout=1000 * _SECONDS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def to_add(site: Site, challenge: bytes, who: str, label: str, organisation: str, known: Iterable[str]) -> str:
    """What to ask of a device to make one for somebody; not where one of the ``known`` ones is."""
    options = generate_registration_options(
        rp_id=site.id,
        rp_name=organisation or "Meetlat",
        user_id=who.encode(),
        user_name=label,
        challenge=challenge,
        timeout=1000 * _SECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )
    return options_to_json(options)


def challenge_in(answer: str) -> bytes:
    """The challenge that an answer says it is to; the answer is not checked yet."""
    try:
        told = json.loads(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))
        return base64url_to_bytes(told["challenge"])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise WrongAnswerError from error


def credential_in(answer: str) -> str:
    """What the device calls the passkey that it answers with, as it is kept."""
    try:
        return bytes_to_base64url(base64url_to_bytes(json.loads(answer)["id"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise WrongAnswerError from error


def added(site: Site, challenge: bytes, answer: str) -> Added:
    """The passkey that a device made in answer to a challenge."""
    found: Any = _checked(
        verify_registration_response,
        answer,
        site,
        challenge,
    )
    return Added(
        bytes_to_base64url(found.credential_id), bytes_to_base64url(found.credential_public_key), found.sign_count
    )


def count_of(site: Site, challenge: bytes, answer: str, sleutel: str) -> int:
    """How often the device says that a passkey was used, after its signature under a challenge was checked.

    Whether it counted further is for whoever knows the count of the last time.
    """
    found: Any = _checked(
        verify_authentication_response,
        answer,
        site,
        challenge,
        credential_public_key=base64url_to_bytes(sleutel),
        credential_current_sign_count=0,
    )
    return int(found.new_sign_count)


def _checked(verify: Any, answer: str, site: Site, challenge: bytes, **more: Any) -> Any:
    """Whatever is wrong with an answer, also bytes that are no CBOR and keys that are none, it is a wrong one."""
    try:
        return verify(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
            **more,
        )
    except (WebAuthnException, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise WrongAnswerError from error
