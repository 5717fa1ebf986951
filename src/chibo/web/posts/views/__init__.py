"""Views of posts."""
