"""The same report for many places: its runs sent to the workers of a Dask cluster, on this machine or beyond.

    jobs ── threads ── printing.runner: claim, checks, retries, delivery
                          │ attempt
                       sending ══ scheduler ══ worker: the same inputs? ── printing.attempt, forked, apart

There is one way on which a report is made, that of `icanalysis run`; only where an attempt happens is another. Nothing
here is imported by another command, so that no other one imports Dask.
"""
