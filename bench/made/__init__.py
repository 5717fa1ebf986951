"""The made dataset, part by part: tree, people, meetings, what came of them, accounts."""
