"""An authenticator of software: makes keys and signs as a phone would."""

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG


class SoftKey:
    """One key on one site."""

    def __init__(self, host: str = "localhost") -> None:
        self.host = host
        self.origin = f"https://{host}" if host != "localhost" else "http://localhost:8000"
        self.private = generate_private_key(SECP256R1())
        self.id = b"khoa-cua-" + host.encode() + bytes(str(id(self)), "ascii")
        self.count = 0

    def made(self, options: str) -> str:
        """The answer to `navigator.credentials.create`."""
        asked = json.loads(options)["publicKey"]
        public = ES256.from_cryptography_key(self.private.public_key())
        data = AttestedCredentialData.create(Aaguid(b"\0" * 16), self.id, public)
        said = self._said(FLAG.UP | FLAG.UV | FLAG.AT, data)
        client = self._client(CollectedClientData.TYPE.CREATE, asked["challenge"])
        attestation = AttestationObject.create("none", said, {})
        return self._answer({"attestationObject": websafe_encode(attestation)}, client)

    def signed(self, options: str) -> str:
        """The answer to `navigator.credentials.get`."""
        asked = json.loads(options)["publicKey"]
        self.count += 1
        said = self._said(FLAG.UP | FLAG.UV)
        client = self._client(CollectedClientData.TYPE.GET, asked["challenge"])
        signature = self.private.sign(bytes(said) + client.hash, ECDSA(SHA256()))
        parts = {
            "authenticatorData": websafe_encode(said),
            "signature": websafe_encode(signature),
        }
        return self._answer(parts, client)

    def _said(self, flags: Any, data: bytes = b"") -> AuthenticatorData:
        host = sha256(self.host.encode())
        return AuthenticatorData.create(host, flags, self.count, data)

    def _client(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(challenge), self.origin)

    def _answer(self, parts: dict[str, str], client: CollectedClientData) -> str:
        said = websafe_encode(self.id)
        response = {**parts, "clientDataJSON": websafe_encode(client)}
        whole = {"id": said, "rawId": said, "type": "public-key", "response": response}
        return json.dumps({**whole, "clientExtensionResults": {}})
