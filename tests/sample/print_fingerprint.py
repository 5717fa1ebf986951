"""The fingerprint of a demo that CHIBO_HOME names, for `fingerprint.json`.

CHIBO_HOME=/tmp/new chibo demo --today 2026-11-21     and Ctrl-C once it answers
CHIBO_HOME=/tmp/new python -m tests.sample.print_fingerprint > tests/sample/fingerprint.json
"""

import json

from chibo.cli.application import application


def main() -> None:
    with application(migrated=False):
        from tests.sample.fingerprint import fingerprint

        print(json.dumps(fingerprint(), indent=2))


if __name__ == "__main__":
    main()
