"""Papers: numbering, templates, rendering, the secrecy guard."""
