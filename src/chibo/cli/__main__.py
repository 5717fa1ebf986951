"""`python -m chibo.cli`, for the processes a command starts itself."""

from chibo.cli.main import main

main()
