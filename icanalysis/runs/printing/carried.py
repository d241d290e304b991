"""An error on its way from the process of a run to its runner: it arrives as the error it was, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from icanalysis import errors
from icanalysis.errors import Phrase, RunFailed, UserError


def packed(error: UserError) -> dict[str, Any]:
    """An error as plain data.

    >>> packed(RunFailed(Phrase("A cell took more than {seconds} s.", seconds=1)))
    {'kind': 'RunFailed', 'said': {'message': 'A cell took more than {seconds} s.', 'parts': {'seconds': 1}}}
    """
    return {"kind": type(error).__name__, "said": _packed(error.phrase)}


def unpacked(data: Mapping[str, Any]) -> UserError:
    """The error again; one of a kind that is not known here is a run that failed."""
    kind = getattr(errors, data["kind"], RunFailed)
    return (kind if issubclass(kind, UserError) else RunFailed)(_unpacked(data["said"]))


def _packed(said: object) -> Any:
    if isinstance(said, Phrase):
        return {"message": said.message, "parts": {name: _packed(part) for name, part in said.parts.items()}}
    return said if isinstance(said, int | float | bool) else str(said)


def _unpacked(said: Any) -> Any:
    if isinstance(said, Mapping):
        return Phrase(said["message"], **{name: _unpacked(part) for name, part in said["parts"].items()})
    return said
