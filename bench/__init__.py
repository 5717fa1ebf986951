"""What the README claims about speed, runnable. See docs/bench.md."""
