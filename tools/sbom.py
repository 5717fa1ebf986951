"""What runs: the installed components Chibo needs, as CycloneDX 1.6 JSON on standard output.

    python tools/sbom.py > sbom.json

Written by hand rather than by `cyclonedx-bom`: that lists an environment (the tools of developers
too), stamps it with the hour and a random number, and brings eight packages. This walks what
pyproject.toml asks for, without its extras for development, through what each of them asks for,
and prints the same bytes for the same components.
"""

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import Requirement

ROOT = "chibo"


def needed() -> dict[str, Distribution]:
    """The components by their plain name, Chibo itself first."""
    found: dict[str, Distribution] = {}
    waiting = [(ROOT, frozenset[str]())]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # asked for on other platforms only, or optional
        for line in found[name].requires or ():
            wanted = Requirement(line)
            chosen = extras or {""}
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": e}) for e in chosen):
                waiting.append((plain(wanted.name), frozenset(wanted.extras)))
    return found


def plain(name: str) -> str:
    """The name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def component(name: str, found: Distribution) -> dict[str, object]:
    """One component of the list."""
    said = found.metadata
    licence = said.get("License-Expression") or (said.get("License") or "").splitlines()[:1]
    licence = licence[0] if isinstance(licence, list) and licence else licence
    row: dict[str, object] = {
        "bom-ref": f"pkg:pypi/{name}@{found.version}",
        "name": name,
        "purl": f"pkg:pypi/{name}@{found.version}",
        "type": "library",
        "version": found.version,
    }
    if licence:
        row["licenses"] = [{"license": {"name": str(licence)[:200]}}]
    return row


def main() -> None:
    """Print it."""
    found = needed()
    whole = found.pop(ROOT)
    rows = [component(name, each) for name, each in sorted(found.items())]
    same = uuid5(NAMESPACE_URL, json.dumps(rows))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{same}",
        "version": 1,
        "metadata": {"component": {"name": ROOT, "type": "application", "version": whole.version}},
        "components": rows,
    }
    json.dump(document, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
