"""The statistical sheets: numbers counted from the records, a few typed by units, balance shown."""
