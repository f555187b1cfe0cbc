"""Hold branch coverage: all of `analysis`, nearly all elsewhere.  After tests: `python -m tests.coverage_floors`."""

import subprocess
import sys

ELSEWHERE_PERCENT = 95


def main() -> int:
    """Combine what the test processes measured and hold both floors."""
    subprocess.run([sys.executable, "-m", "coverage", "combine", "--quiet"], check=False, stderr=subprocess.DEVNULL)
    report = [sys.executable, "-m", "coverage", "report"]
    analysis = subprocess.run([*report, "--include=*/sectorled/analysis/*", "--fail-under=100"], check=False)
    others = subprocess.run(
        [*report, "--omit=*/sectorled/analysis/*", f"--fail-under={ELSEWHERE_PERCENT}"], check=False
    )
    return analysis.returncode or others.returncode


if __name__ == "__main__":
    raise SystemExit(main())
