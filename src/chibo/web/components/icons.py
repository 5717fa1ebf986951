"""Line drawings that stand beside a word, never instead of one."""

from functools import cache
from types import MappingProxyType

from django.utils.safestring import SafeString

PATHS = MappingProxyType(
    {
        "home": "M4 11 12 4l8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
        "calendar": "M4 6h16v14H4zM4 10h16M8 3.5V8M16 3.5V8",
        "people": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z"
        "M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6"
        "M16 4.5a3.3 3.3 0 0 1 0 6.2M18 14.4c2.2.8 3.5 2.8 3.5 5.6",
        "person": "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z"
        "M4.5 20.5c0-4 3.4-6.5 7.5-6.5s7.5 2.5 7.5 6.5",
        "list": "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
        "tree": "M9 3.5h6V8H9zM3 16h6v4.5H3zM15 16h6v4.5h-6zM12 8v4M6 16v-4h12v4",
        "paper": "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6",
        "chart": "M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6",
        "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20.5 20.5",
        "check": "m5 12.5 4.5 4.5L19 7",
        "warn": "M12 4 21 19.5H3zM12 10v4.5M12 17h.01",
        "bell": "M6 17h12l-1.5-2.3V11a4.5 4.5 0 0 0-9 0v3.7L6 17ZM10 19.5a2 2 0 0 0 4 0",
        "clock": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3.5 2",
        "copy": "M8.5 8.5H20V20H8.5zM15.5 8.5V4H4v11.5h4.5",
        "print": "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
        "download": "M12 4v11M7.5 11 12 15.5 16.5 11M4.5 20h15",
        "upload": "M12 15.5v-11M7.5 8.5 12 4l4.5 4.5M4.5 20h15",
        "back": "M19 12H5M11 6l-6 6 6 6",
        "next": "M5 12h14M13 6l6 6-6 6",
        "plus": "M12 5v14M5 12h14",
        "close": "M6 6l12 12M18 6 6 18",
        "out": "M14 4H5v16h9M10.5 12H20M16.5 8.5 20 12l-3.5 3.5",
        "gear": "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2"
        "M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2",
        "shield": "M12 3.5 19.5 6v6c0 4.5-3.2 7.4-7.5 8.8C7.7 19.4 4.5 16.5 4.5 12V6z",
        "note": "M4 4.5h16v11l-5 5H4zM15 20v-4.5h5M8 9h8M8 13h5",
        "flag": "M6 21V4M6 4.5h12l-2.5 4 2.5 4H6",
        "undo": "M8.5 5 4 9.5 8.5 14M4.5 9.5H15a5 5 0 0 1 0 10h-4",
    }
)


@cache
def icon(name: str) -> SafeString:
    """The drawing `name`; KeyError for a name that is not in the set."""
    return SafeString(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path d="{PATHS[name]}"/></svg>'
    )
