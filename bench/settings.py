"""The program's own settings, and one more page: the measure of the others."""

from pathlib import Path

from chibo.config.settings import *  # noqa: F403
from chibo.config.settings import TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
