"""Permission names of this area."""

ISSUE = "documents.issue"
VIEW = "meetings.view"
