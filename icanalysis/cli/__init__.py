"""The command line: thin, quick to help, errors in one line; a module for each group of commands."""

from icanalysis.cli.program import DEBUG, app, run_here

__all__ = ["DEBUG", "app", "run_here"]
