"""What `--each NAME=RULE` says: what a batch varies, in the place of what the definition of the report says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from icanalysis.errors import BadParameter, Phrase, UnknownPlace, did_you_mean, nearest
from icanalysis.runs.near import near_keys
from icanalysis.runs.parameters import cast
from icanalysis.runs.printing.definitions import Definition, Each, declared, mistakes
from icanalysis.runs.printing.jobs import Given
from icanalysis.schemas import terms
from icanalysis.sources.tables import load

ALONE = {"all": "all", "in-force": "in_force"}
"""Word of a rule that needs no value → its name."""

WITH_WORD = ("below", "level", "latest")
FORMS = Phrase(
    "Write place=all, place=below:08, place=level:commune, as_of=latest:12, edition=in-force, or values: place=08,194."
)


def varied(made: Definition, asked: Iterable[str], given: Given) -> tuple[Definition, Given]:
    """A report that varies as asked, and the values that are asked for by name.

    A rule takes the place of the rule, the fixed value or the cases that the definition has for its parameter. Values
    are those of `--place` and the like: they stand in for anything.

    Raises:
        BadParameter: for a name or a rule that there is not, with the nearest, and for a parameter asked for twice.
        UnknownPlace: for a place that no edition has.
    """
    values, rules = dict(given), {}
    for text in asked:
        name, one = _read(text, made)
        if name in values or name in rules:
            raise BadParameter(Phrase("'{name}' is asked for twice. Keep one --each or option for it.", name=name))
        if one.values:
            values[name] = one.values
        else:
            rules[name] = one
    _hold_cases(made, {*rules, *values}, rules)
    others = [one for one in made.each if one.parameter not in rules]
    fixed = {name: value for name, value in made.parameters.items() if name not in rules}
    cases = () if _in_cases(made) & set(rules) else made.cases
    return replace(made, parameters=fixed, each=(*others, *rules.values()), cases=cases), values


def _read(text: str, made: Definition) -> tuple[str, Each]:
    """The parameter that a text is about, and its rule; plain values are the rule `values`."""
    name, _, said = text.partition("=")
    if not said:
        raise BadParameter(Phrase("--each {text!r} says no rule. {forms}", text=text, forms=FORMS))
    cast({name: said}, declared(made))
    one = _rule(name, said.split(","))
    wrong = next(mistakes(replace(made, parameters={}, cases=(), each=(one,))), None)
    if wrong:
        near = did_you_mean(f"'{word}'" for word in nearest(one.level, terms.LEVELS)) if "no level" in wrong else ""
        raise BadParameter(Phrase("{asked}: {wrong}{near}", asked=f"--each {text}", wrong=wrong, near=near))
    if one.below:
        _hold_place(one.below)
    return name, one


def _rule(name: str, words: Sequence[str]) -> Each:
    """A rule from its words, all of them values or none.

    >>> _rule("place", ["below:08", "level:commune"])
    Each(parameter='place', values=(), all=False, below='08', level='commune', latest=0, in_force=False)
    >>> _rule("place", ["08", "194"]).values
    ('08', '194')
    """
    rules = [word for word in words if word in ALONE or ":" in word]
    if not rules and all(words):
        return Each(name, values=tuple(dict.fromkeys(words)))
    said: dict[str, object] = {}
    for word in words:
        rule, _, value = word.partition(":")
        if word not in rules or (word not in ALONE and not value):
            raise BadParameter(
                Phrase(
                    "'{name}' needs values or a rule, not {words!r}. {forms}",
                    name=name,
                    words=",".join(words),
                    forms=FORMS,
                )
            )
        if rule not in (*ALONE, *WITH_WORD):
            near = did_you_mean(f"'{one}'" for one in nearest(rule, (*ALONE, *WITH_WORD)))
            raise BadParameter(Phrase("There is no rule '{rule}'.{near} {forms}", rule=rule, near=near, forms=FORMS))
        if rule in said:
            raise BadParameter(
                Phrase("'{name}' is given the rule '{rule}' twice. {forms}", name=name, rule=rule, forms=FORMS)
            )
        said[ALONE.get(rule, rule)] = True if rule in ALONE else _number(name, value) if rule == "latest" else value
    return Each(name, **said)


def _number(name: str, value: str) -> int:
    """How many of the latest days."""
    if not value.isdecimal() or not int(value):
        raise BadParameter(
            Phrase(
                "{value!r} is no number of the latest days for '{name}'. Write it as latest:12.", value=value, name=name
            )
        )
    return int(value)


def _hold_place(code: str) -> None:
    """Holds a place to be one of any edition; whether it has figures depends on the rest."""
    places = load("places").select("place_code", "full_name").collect()
    known = dict(sorted(places.rows(), key=_shortest_first))
    if code not in known:
        near = did_you_mean(f"'{one}' ({known[one]})" for one in near_keys(code, known, most=3))
        raise UnknownPlace(
            Phrase("There is no place '{code}'.{near} List them: icanalysis places", code=code, near=near)
        )


def _shortest_first(place: tuple[str, str]) -> tuple[int, str]:
    """Provinces, then districts, then communes."""
    return len(place[0]), place[0]


def _in_cases(made: Definition) -> set[str]:
    return {name for case in made.cases for name in case}


def _hold_cases(made: Definition, asked: set[str], rules: Iterable[str]) -> None:
    """Holds who takes one parameter out of the cases of a report to ask for all that they give together."""
    together = _in_cases(made)
    left = sorted(together - asked)
    if together & set(rules) and left:
        names = ", ".join(sorted(together))
        raise BadParameter(
            Phrase(
                "The cases of this report give {names} together. Ask for {left} too, with --each.",
                names=names,
                left=left[0],
            )
        )
