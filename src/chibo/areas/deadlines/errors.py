"""What this area refuses."""

from chibo.core.errors import Refused


class BadCertificate(Refused):
    """The certificate cannot be recorded as asked."""

    code = "bad_certificate"
