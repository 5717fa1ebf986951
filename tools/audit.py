"""Known flaws in what runs: asks pip-audit about the components of `tools/sbom.py`.

    python tools/audit.py

Ends with 1 where a component has a known flaw, with 0 otherwise. Where no index of flaws answers
(no network, a closed one) it says so and ends with 0: nothing was audited, and nothing fails.
"""

import json
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from sbom import ROOT, needed

INDEX, PATIENCE, LONGEST = ("pypi.org", 443), 1.5, 60.0
"""Where flaws are asked for, seconds until it has to answer at all, seconds for the whole audit."""
FOUND, CLEAN = 1, 0


def main() -> int:
    """Print what was found, or why nothing was looked at."""
    try:
        socket.create_connection(INDEX, timeout=PATIENCE).close()
    except OSError:
        print(f"No index of known flaws answers ({INDEX[0]}): dependencies were NOT audited.")
        return CLEAN
    pinned = [f"{name}=={each.version}" for name, each in needed().items() if name != ROOT]
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "components.txt")
        listed.write_text("\n".join(sorted(pinned)))
        options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "5"]
        command = [sys.executable, "-m", "pip_audit", "-r", str(listed), *options, "-f", "json"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=LONGEST, check=False
            )
            rows = json.loads(done.stdout)["dependencies"]
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            print("The index of known flaws gave no usable answer: dependencies were NOT audited.")
            return CLEAN
    return told(rows)


def told(rows: list[dict[str, Any]]) -> int:
    """Print how many the index knew at all, and every flaw: an index may know none of them."""
    unknown = [row["name"] for row in rows if "skip_reason" in row]
    flaws = [(row, flaw) for row in rows for flaw in row.get("vulns", ())]
    print(
        f"{len(rows) - len(unknown)} of {len(rows)} components audited, {len(flaws)} known flaws."
    )
    if unknown:
        print(f"NOT audited, the index does not know them: {', '.join(sorted(unknown))}")
    for row, flaw in flaws:
        mended = ", ".join(flaw["fix_versions"]) or "no release yet"
        print(f"{row['name']} {row['version']}: {flaw['id']}, mended in {mended}")
    return FOUND if flaws else CLEAN


if __name__ == "__main__":
    sys.exit(main())
