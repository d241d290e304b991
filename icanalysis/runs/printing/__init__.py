"""Reports as an office orders them: defined in a file, run apart, checked, delivered whole, written into the ledger.

    reports/NAME.toml ── definitions ── jobs ──┐
                                               ▼
    ledger (claim) ── runner ── attempt ══ child: made, checked ── secrecy (scan) ── sets (delivered) ── ledger (told)

A run is one job of one report. It happens in a process group of its own, with its own folders, and hands over files;
only the runner delivers. Nothing here is imported by a notebook.
"""
