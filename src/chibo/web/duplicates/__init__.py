"""Pages: people who may be recorded twice, side by side, merged, taken apart again."""
