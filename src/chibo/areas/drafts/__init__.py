"""Draft report and draft resolution of a meeting, sentence by sentence, each with its source."""
