"""Facts counted from posts, places and cells, kept from–to with their sums; docs/adr/0012."""
