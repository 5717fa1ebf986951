"""Prints the fingerprint of the system that CHIBO_HOME names: `python -m …print_fingerprint`."""

import json

from chibo.cli.application import application


def main() -> None:
    with application(migrated=False):
        from tests.sample.fingerprint import fingerprint

        print(json.dumps(fingerprint()))


if __name__ == "__main__":
    main()
