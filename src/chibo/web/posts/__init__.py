"""Pages of posts, committees and their congresses."""
