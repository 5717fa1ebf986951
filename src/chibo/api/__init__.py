"""JSON for offices' own programs, under /api/v1/. See docs/adr/0023 and docs/api.md."""
