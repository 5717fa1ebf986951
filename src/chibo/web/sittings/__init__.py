"""Pages of a meeting under way: the turning code, quick entry, visitors, opinions, the screen."""
