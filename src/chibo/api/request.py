"""What every endpoint finds on its request once it has come through the door."""

from django.http import HttpRequest

from chibo.areas.tokens.using import Caller
from chibo.core.actor import Actor


class ApiRequest(HttpRequest):
    """A request of a program that showed a token."""

    caller: Caller

    @property
    def actor(self) -> Actor:
        """The person the program acts for, narrowed to the token."""
        return self.caller.actor
