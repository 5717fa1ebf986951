"""While a meeting is held: who came when, visitors, what was said, ballots counted, the screen."""
