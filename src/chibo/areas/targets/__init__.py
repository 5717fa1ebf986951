"""What a unit is to reach in a year, indicator by indicator, and how that is handed down."""
