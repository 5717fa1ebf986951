"""When cells meet: the month of a cell or a body, and addresses to subscribe to."""
