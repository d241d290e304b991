"""What sources say of a plan as a whole: so many of its targets are met. Quoted, and counted in nothing of ours."""

from __future__ import annotations

from collections.abc import Iterator

from icanalysis.views.cells import Row, computed_cell, value_cell
from icanalysis.views.progress import statement_rows
from icanalysis.views.shown import Figure, sentence
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words


def plan_statements(place: str, *, edition: str, as_of: str) -> list[Row]:
    """The statements of the year up to the date that print how many targets are met, one per indicator."""
    found = statement_rows(place, edition=edition, as_of=as_of)
    return [row for row in found.iter_rows(named=True) if row["value"] is not None]


def quoted(place: str, *, edition: str, as_of: str, language: str) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Each statement as a sentence that says whose it is, with its period: "19 trong số 25 chỉ tiêu kế hoạch …"."""
    _ = words(language)
    for row in plan_statements(place, edition=edition, as_of=as_of):
        met, every = targets_met(row, language)
        template = (
            _("Quoted from the source, not worked out here: {met} targets of the plan met or exceeded ({when}).")
            if every is None
            else _(
                "Quoted from the source, not worked out here: {met} of {all} targets of the plan met or exceeded "
                "({when})."
            )
        )
        parts = {"met": met, "when": when(row, language)} | ({} if every is None else {"all": every})
        yield sentence(template, **parts)


def targets_met(row: Row, language: str) -> tuple[Figure, Figure | None]:
    """How many targets are met, and of how many where that is printed too."""
    met = value_cell(row, language)
    return met, None if row["plan_value"] is None else computed_cell(row, "plan_value", language, decimals=0)


def when(row: Row, language: str) -> str:
    """The period of a statement, and whether it is an estimate."""
    said = "" if row["status"] == "not_stated" else units.word(units.STATUSES, row["status"], language)
    return "; ".join(one for one in (window_words(row["window_start"], row["window_end"], language), said) if one)
