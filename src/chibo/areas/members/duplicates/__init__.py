"""One person recorded twice: found by rules, decided by people, merged with full undo."""
