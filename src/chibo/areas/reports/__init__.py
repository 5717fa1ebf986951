"""Monthly reports: submit, return, accept."""
