"""The parameters of a notebook, read once from its parameters cell with ast and tokenize.

The same reading serves the command line, the strict front of a run, the reference pages and the tests:
name, type, default, and the comment behind it as help.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import nbformat
import polars as pl

from icanalysis.errors import BadNotebook, BadParameter, Phrase, UnknownPlace, did_you_mean, nearest
from icanalysis.runs.in_force import edition_on, elsewhere, is_in_force
from icanalysis.schemas import terms
from icanalysis.sources.tables import load
from icanalysis.views.controls import Control, languages

TAG = "parameters"
TYPES = {"str": str, "int": int, "float": float, "bool": bool}
FEW = 12
"""So many choices are named one by one; of more, the nearest."""

LIST_PLACES = Phrase("List them: icanalysis places --with-figures")
MODE = "interactive"
"""The one parameter in which screen and paper differ; a run sets it, nobody passes it."""


@dataclass(frozen=True)
class Parameter:
    """One typed literal of the parameters cell."""

    name: str
    type: type
    default: str | int | float | bool
    help: str


def parameters_of(notebook: nbformat.NotebookNode, *, where: str) -> dict[str, Parameter]:
    """The parameters of a notebook by name.

    Raises:
        BadNotebook: when there is no cell with the tag `parameters`, or a line of it is no typed literal.
    """
    cells = [cell for cell in notebook.cells if TAG in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        why = Phrase(
            "{where} has {count} cells with the tag '{tag}'; it needs exactly one.",
            count=len(cells),
            tag=TAG,
            where=where,
        )
        raise BadNotebook(why)
    source = cells[0].source
    try:
        lines, comments = ast.parse(source).body, _comments(source)
    except SyntaxError as error:
        why = Phrase("{where}, parameters cell, line {line}: this is no plain Python.", where=where, line=error.lineno)
        raise BadNotebook(why) from error
    found = [_parameter(line, comments, where=where) for line in lines]
    return {parameter.name: parameter for parameter in found}


def cast(given: Mapping[str, str], declared: Mapping[str, Parameter]) -> dict[str, str | int | float | bool]:
    """The given texts as the declared types, defaults for the rest; leading zeros survive.

    Raises:
        BadParameter: for a name that is not declared or a text that does not fit the type.
    """
    for name in given:
        if name not in declared or name == MODE:
            known = [known for known in declared if known != MODE]
            near = did_you_mean(f"'{word}'" for word in nearest(name, known))
            raise BadParameter(
                Phrase(
                    "There is no parameter {name!r}.{near} The notebook has: {known}.",
                    name=name,
                    near=near,
                    known=", ".join(known),
                )
            )
    return {
        name: _cast(given[name], parameter) if name in given else parameter.default
        for name, parameter in declared.items()
    }


def within_choices(
    values: Mapping[str, str], controls: Mapping[str, Control], *, labels: Mapping[str, str] | None = None
) -> None:
    """Holds each value to the choices of its control, in the order of the controls.

    A refusal names the parameter, or what `labels` call it.

    Raises:
        UnknownPlace: for a place without figures, with the nearest ones and how to list them.
        BadParameter: for any other value, with the nearest choices.
    """
    if "language" in controls:
        _hold("language", values, controls["language"](values), labels=labels)
    for name, control in controls.items():
        _hold(name, values, control(values), labels=labels)


def fitted(values: Mapping[str, str], controls: Mapping[str, Control], *, given: Collection[str]) -> dict[str, str]:
    """The values, with the usual ones among them fitted to those `given` by name, which alone may be refused.

    Raises:
        UnknownPlace: for a place without figures, given or usual: no report is of another place than was meant.
        BadParameter: for a value that was given and is no choice.
    """
    found = dict(values)
    if "language" in controls:
        _hold("language", found, controls["language"](found))
    for name, control in controls.items():
        if name not in given:
            found[name] = fitting(name, found, controls, given=given)
        _hold(name, found, control(found))
    return found


def fitting(name: str, values: Mapping[str, str], controls: Mapping[str, Control], *, given: Collection[str]) -> str:
    """The usual value of a parameter, or for an edition or a day another one where what was given leaves it no choice.

    The edition is the one in force on the day that is given; without a day, one that has the place. The day is the last
    one of the place, if there is one on which its edition is in force.
    """
    usual = values[name]
    if name == "edition" and "as_of" in given:
        return edition_on(date.fromisoformat(values["as_of"])) if is_day(values["as_of"]) else usual
    if name == "edition" and "place" in given:
        editions = sorted(terms.EDITIONS, key=lambda edition: edition != usual)
        having = (one for one in editions if values["place"] in controls["place"]({**values, name: one}))
        return next(having, usual)
    if name == "as_of":
        days = controls[name](values)
        in_time = [day for day in days if "edition" in given or is_in_force(values["edition"], day)]
        return usual if usual in in_time else next(iter(in_time or days), usual)
    return usual


def hold_language(language: str) -> None:
    """Holds a language to those there are.

    Raises:
        BadParameter: for another one, with the choices.
    """
    within_choices({"language": language}, {"language": languages})


def _hold(
    name: str, values: Mapping[str, str], choices: Mapping[str, str], *, labels: Mapping[str, str] | None = None
) -> None:
    given = values[name]
    if given in choices:
        return
    if name == "place" and (known := known_place(given, values["edition"])):
        raise UnknownPlace(
            Phrase(
                "{place} ({given}) has no figures here in edition {edition}. {how}",
                place=known,
                given=given,
                edition=values["edition"],
                how=LIST_PLACES,
            )
        )
    if name == "place" and (where := elsewhere(given, edition=values["edition"])):
        raise UnknownPlace(where)
    near = nearest_choices(given, choices)
    question = did_you_mean(f"{value!r} ({label.removesuffix(f' ({value})')})" for value, label in near.items())
    if name == "place":
        raise UnknownPlace(
            Phrase(
                "There is no place {given!r} with figures in edition {edition}.{question} {how}",
                given=given,
                edition=values["edition"],
                question=question,
                how=LIST_PLACES,
            )
        )
    if len(choices) <= FEW:
        question = Phrase(" Choose: {choices}.", choices=", ".join(choices))
    raise BadParameter(
        Phrase(
            "{given!r} is not a choice of '{name}'{context}.{question}",
            given=given,
            name=(labels or {}).get(name, name),
            context=_context(name, values),
            question=question,
        )
    )


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written as year-month-day.

    >>> is_day("2025-02-28"), is_day("2025-02-30"), is_day("20250228")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def known_place(given: str, edition: str) -> str | None:
    """The name of a place that the edition has, whether or not it has figures."""
    places = load("places").filter(pl.col("edition") == edition, pl.col("place_code") == given)
    return next(iter(places.select("full_name").collect()["full_name"]), None)


def nearest_choices(given: str, choices: Mapping[str, str], *, most: int = 3) -> dict[str, str]:
    """The choices nearest to what was given: by value, by words without accents, by date."""
    from icanalysis.runs.near import near_keys

    return {key: choices[key] for key in near_keys(given, choices, most=most)}


def _context(name: str, values: Mapping[str, str]) -> str:
    """What the choice depends on: dates on place and edition."""
    if name == "as_of" and {"place", "edition"} <= set(values):
        return Phrase(" (place {place}, edition {edition})", place=values["place"], edition=values["edition"])
    return ""


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ").strip() for token in tokens if token.type == tokenize.COMMENT}


def _parameter(line: ast.stmt, comments: Mapping[int, str], *, where: str) -> Parameter:
    typed = isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value is not None
    if not typed or not isinstance(line.annotation, ast.Name) or line.annotation.id not in TYPES:
        why = Phrase(
            "{where}, parameters cell, line {line}: write `name: type = literal  # help`.",
            where=where,
            line=line.lineno,
        )
        raise BadNotebook(why)
    kind = TYPES[line.annotation.id]
    try:
        default = ast.literal_eval(line.value)
    except (ValueError, TypeError) as error:
        why = Phrase("{where}: the default of '{name}' is not a literal.", where=where, name=line.target.id)
        raise BadNotebook(why) from error
    if type(default) is not kind:
        name, its = line.target.id, kind.__name__
        raise BadNotebook(
            Phrase("{where}: the default of '{name}' is not of its type {kind}.", where=where, name=name, kind=its)
        )
    return Parameter(line.target.id, kind, default, comments.get(line.lineno, ""))


def _cast(text: str, parameter: Parameter) -> str | int | float | bool:
    if parameter.type is bool:
        words = {"true": True, "false": False}
        if text.lower() in words:
            return words[text.lower()]
    else:
        try:
            return parameter.type(text)
        except ValueError:
            pass
    kind = parameter.type.__name__
    raise BadParameter(
        Phrase("{text!r} is no {kind} for the parameter '{name}'.", text=text, kind=kind, name=parameter.name)
    )
