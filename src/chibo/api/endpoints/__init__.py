"""The endpoints, one module for what is asked about."""

from chibo.api.answers import Problem

REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429), Problem)
"""What every endpoint may answer besides."""
