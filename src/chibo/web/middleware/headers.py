"""Headers that tell the browser to trust nothing but our own files (OWASP secure headers)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "frame-src 'none'",
        "manifest-src 'self'",
        "media-src 'none'",
        "worker-src 'self'",
    )
)
UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation"),
    *("gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi"),
    *("payment", "serial", "usb", "xr-spatial-tracking"),
)
"""What browsers can do and no page of ours asks for. Passkeys, full screen and printing stay."""
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-DNS-Prefetch-Control": "off",
}
ANSWERED, NEVER = ("GET", "HEAD", "OPTIONS", "POST"), ("TRACE", "TRACK", "CONNECT")
"""Methods pages answer, and those that nothing here ever does."""
CLEAR_ON_LEAVING = '"cache"'
"""What a browser forgets when somebody signs out. Typed text not yet saved is dropped by the page
itself for the account that leaves; of other accounts of a shared machine it is not ours to drop."""


class SecurityHeaders:
    """Adds the headers Django does not set itself; pages about people are never cached.

    Stands before everything that may answer: static files, refusals and crash pages get them too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        known = request.method not in NEVER
        response = self.get_response(request) if known else HttpResponseNotAllowed(ANSWERED)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response
