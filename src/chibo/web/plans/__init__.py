"""Pages of plans of reorganisation."""
