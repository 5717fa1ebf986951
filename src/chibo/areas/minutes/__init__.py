"""The minutes of a closed meeting: signed, circulated, amended, locked with a seal."""
