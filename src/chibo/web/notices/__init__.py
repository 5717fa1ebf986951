"""*Thông báo*: one's own list, and how one wants to be told."""
