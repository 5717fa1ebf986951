"""Permission names of this area: everybody has their own notices, nobody sees another's."""

VIEW = "units.view"
"""What the table asks of a list; there is none: notices are read by `own` alone."""
