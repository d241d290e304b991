"""The command `icanalysis`: done by a process that waits with everything imported, where there is one.

Nothing of the command line is imported before that has been asked.
"""

from __future__ import annotations

import sys
from pathlib import Path

from icanalysis.runs.kernels.commands import ATTEMPT, run_warm


def main() -> None:
    """Runs the command, elsewhere if that is quicker, else in this process."""
    if sys.argv[1:2] == [ATTEMPT]:
        from icanalysis.runs.printing.child import become

        become(Path(sys.argv[2]))
        return
    code = run_warm(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    from icanalysis.cli import run_here

    run_here()


if __name__ == "__main__":
    main()
