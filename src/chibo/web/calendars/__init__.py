"""Pages of calendars: a month of days, and the addresses somebody subscribes to."""
