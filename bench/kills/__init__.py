"""Parts of a running office killed (SIGKILL) at random moments while people write."""
