"""Forms about members."""
