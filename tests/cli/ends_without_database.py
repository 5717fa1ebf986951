"""A process that ends as one does whose database is gone."""

import sys

from chibo.cli.supervision import WITHOUT_DATABASE

if __name__ == "__main__":
    sys.exit(WITHOUT_DATABASE)
