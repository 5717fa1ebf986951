"""Passkeys as browsers speak of them (WebAuthn): what is asked, and whether the answer holds."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from chibo.areas.signin.errors import BadKey
from chibo.core.i18n import _

NAME = "Chibo"
LONGEST = 20_000


@dataclass(frozen=True)
class Party:
    """This site as authenticators know it: its host name, without a port."""

    host: str

    @property
    def server(self) -> Fido2Server:
        """Checks answers: origin on HTTPS or localhost, challenge, host, signature."""
        return Fido2Server(PublicKeyCredentialRpEntity(name=NAME, id=self.host))


@dataclass(frozen=True)
class Asked:
    """What the page hands to the browser, and what is remembered until it answers."""

    options: str
    state: dict[str, Any]


@dataclass(frozen=True)
class NewKey:
    """The public half of a key just made."""

    credential_id: bytes
    credential: bytes
    sign_count: int


@dataclass(frozen=True)
class Used:
    """Which key signed, and how often it says it has."""

    credential_id: bytes
    sign_count: int


def works_at(scheme: str, host: str) -> bool:
    """Whether browsers offer passkeys at this address: HTTPS, or this very machine."""
    is_number = host.replace(".", "").isdecimal() or ":" in host
    return host == "localhost" or (scheme == "https" and not is_number)


def ask_for_new(party: Party, user: tuple[int, str, str], known: Sequence[bytes]) -> Asked:
    """Have a key made for (account id, user name, full name); `known` ones are not made again."""
    number, username, full_name = user
    entity = PublicKeyCredentialUserEntity(
        id=str(number).encode(), name=username, display_name=full_name
    )
    options, state = party.server.register_begin(
        entity,
        credentials=[AttestedCredentialData(key) for key in known],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Asked(json.dumps(_plain(dict(options)), ensure_ascii=False), _plain(state))


def ask_to_sign(party: Party, known: Sequence[bytes]) -> Asked:
    """Have one of the known keys used."""
    options, state = party.server.authenticate_begin(
        [AttestedCredentialData(key) for key in known],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Asked(json.dumps(_plain(dict(options))), _plain(state))


def new_key(party: Party, state: dict[str, Any], answer: str) -> NewKey:
    """The key the browser made. Raises BadKey."""
    try:
        made = party.server.register_complete(state, json.loads(answer[:LONGEST]))
    except _NONSENSE as error:
        raise BadKey(_("Trình duyệt không tạo được khóa. Hãy thử lại.")) from error
    assert made.credential_data is not None
    found = made.credential_data
    return NewKey(found.credential_id, bytes(found), made.counter)


def answered(
    party: Party, state: dict[str, Any], known: Sequence[bytes], answer: str
) -> Used | None:
    """Which of the known keys signed the answer; None where none did."""
    keys = [AttestedCredentialData(key) for key in known]
    try:
        told = AuthenticationResponse.from_dict(json.loads(answer[:LONGEST]))
        found = party.server.authenticate_complete(state, keys, told)
    except _NONSENSE:
        return None
    return Used(found.credential_id, told.response.authenticator_data.counter)


_NONSENSE = (ValueError, TypeError, KeyError, AssertionError, AttributeError, IndexError)
"""What the library raises for an answer that does not hold, or that nobody's browser made."""


def _plain(value: Any) -> Any:
    """What the library says, fit for JSON."""
    if isinstance(value, bytes):
        return urlsafe_b64encode(value).rstrip(b"=").decode()
    if hasattr(value, "items"):
        return {key: _plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.value if hasattr(value, "value") else value
