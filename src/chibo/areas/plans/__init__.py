"""Plans of reorganisation: many changes of units drafted, approved and carried out as one."""
