"""What the program loads once and keeps stays out of every look through the memory."""

import gc

from django.urls import get_resolver


def keep_loaded() -> None:
    """Load the pages now, and leave what is loaded out of looking for objects no longer used.

    A page that reads some thousand rows makes Python look through all objects of the process every
    few times; most of them are the program itself, and somebody would wait a tenth of a second.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
