"""How the parameters of one report vary: what a rule takes of the choices of the page, and what goes with what.

Where the edition is the one in force on the day of a report (`Each.in_force`, or nothing said of it), day and edition
go together: a report is of the map of its day. The day is known beforehand when it is named, or when a period ends on
it; then the edition follows from it. Else each place is taken in the time of its own edition, and a place that is asked
for by name in the newest that has figures of it: a code that names land of both is that of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from icanalysis.errors import BadParameter, Phrase, UnknownPlace, UserError, told_day
from icanalysis.runs.in_force import edition_on, is_in_force
from icanalysis.runs.parameters import fitting, is_day, within_choices
from icanalysis.runs.printing.definitions import Definition, Each
from icanalysis.schemas import terms
from icanalysis.sources.tables import load
from icanalysis.views.controls import Choices, Control
from icanalysis.wording.language import marked

Given = Mapping[str, Sequence[str]]
"""What was asked for by name: parameter → its values."""

Varied = Iterator[tuple[dict[str, str], UserError | None]]
"""Parameters, and why they cannot be had."""

TOO_OLD = marked(
    "There are no figures since {newest}, and the report takes none that are older than {most} days. "
    "Add newer figures, or name the day with --as-of."
)
NO_PLACE = marked("No place that the report may take has figures in edition {edition}.")
NO_DAY = marked("Place {place} (edition {edition}) has no figures of a day that the report may take.")
NO_DAY_IN_FORCE = marked(
    "Place {place} has no figures of a day on which edition {edition} is in force. "
    "Add some, or name the edition with --edition."
)
"""The same on whichever day they are said: who has been told need not be told again."""

NOTHING = "-"
"""The value of a parameter whose rule finds none."""

IN_FORCE = Each("edition", in_force=True)
NEWEST_FIRST = sorted(terms.EDITIONS, key=terms.IN_FORCE_FROM.get, reverse=True)


@dataclass(frozen=True)
class Varying:
    """A report, what was asked for by name, the controls of its page, and the end of the period that it is due for."""

    made: Definition
    given: Given
    controls: Mapping[str, Control]
    until: date | None

    def varied(self, values: dict[str, str], *, fixed: set[str], done: int = 0, by_rule: bool = False) -> Varied:
        """Every set of values, parameter by parameter; a value that is no choice ends its own set only.

        Raises:
            UserError: for such a value when all before it was asked for by name: then it is a slip of who asked.
        """
        if done == len(self.controls):
            yield values, self._too_old(values)
            return
        name = list(self.controls)[done]
        rule = self._rule(name, fixed)
        finds = rule is not None and not rule.values
        by_rule = by_rule or name in fixed or (finds and not rule.in_force)
        offered = self._offered(rule, values, fixed) if finds else {}
        if finds and not offered:
            yield values | self._blank(done, fixed), self._nothing(name, values, fixed)
            return
        for value in offered or self._named(name, values, fixed):
            chosen = values | {name: value}
            try:
                within_choices(chosen, {} if value in offered else {name: self.controls[name]})
            except UserError as error:
                if not by_rule:
                    raise
                yield chosen, error
            else:
                yield from self.varied(chosen, fixed=fixed, done=done + 1, by_rule=by_rule)

    def _rule(self, name: str, fixed: set[str]) -> Each | None:
        """The rule that a parameter follows, none when it was asked for by name; an edition without a name has one."""
        if name in self.given or name in fixed:
            return None
        usual = IN_FORCE if name == IN_FORCE.parameter and name not in self.made.parameters else None
        return next((one for one in self.made.each if one.parameter == name), usual)

    def _is_by_day(self, fixed: set[str]) -> bool:
        """Whether the edition is the one in force on the day."""
        rule = self._rule("edition", fixed)
        return rule is not None and rule.in_force

    def _offered(self, rule: Each, values: dict[str, str], fixed: set[str]) -> Choices:
        """The choices of the page that a rule takes."""
        choices = self.controls[rule.parameter](values)
        if rule.in_force:
            return {edition: choices[edition] for edition in self._editions(values, fixed)}
        if rule.latest:
            in_time = [day for day in choices if self.until is None or day <= self.until.isoformat()]
            if self._is_by_day(fixed):
                in_time = [day for day in in_time if is_in_force(values["edition"], day)]
            return {day: choices[day] for day in sorted(in_time, reverse=True)[: rule.latest]}
        if rule.all:
            return choices
        kept = _places(values["edition"], below=rule.below, level=rule.level)
        return {code: words for code, words in choices.items() if code in kept}

    def _named(self, name: str, values: dict[str, str], fixed: set[str]) -> list[str]:
        """The values by name of a parameter; where the edition goes by the day, those that go with the edition."""
        found = self._all_named(name, values, fixed)
        if name == "as_of" and self._is_by_day(fixed):
            return [day for day in found if not is_day(day) or is_in_force(values["edition"], day)]
        if name == "place" and self._is_by_day(fixed) and not self._days(values, fixed):
            return [place for place in found if self._newest(place, values) == values["edition"]]
        return found

    def _all_named(self, name: str, values: dict[str, str], fixed: set[str]) -> list[str]:
        """The values by name of a parameter; a usual one, which nobody named, gives way where it does not fit."""
        if name in self.given and name not in fixed:
            return list(dict.fromkeys(self.given[name]))
        if rule := self._rule(name, fixed):
            return list(rule.values)
        if name in fixed or name in self.made.parameters:
            return [values[name]]
        named = set() if self._is_by_day(fixed) else {"edition"}
        return [fitting(name, values, self.controls, given=named)]

    def _editions(self, values: dict[str, str], fixed: set[str]) -> list[str]:
        """The editions that are in force on the days of the report, or in whose time its places have figures."""
        rule = self._rule("place", fixed)
        if days := self._days(values, fixed):
            found = {edition_on(date.fromisoformat(day)) for day in days}
        elif rule and not rule.values:
            found = {one for one in NEWEST_FIRST if self._offered(rule, values | {"edition": one}, fixed)}
        elif "place" in self.controls:
            found = {self._newest(place, values) for place in self._all_named("place", values, fixed)}
        else:
            found = set()
        return [one for one in NEWEST_FIRST if one in found] or NEWEST_FIRST[:1]

    def _days(self, values: dict[str, str], fixed: set[str]) -> list[str]:
        """The days of the report that are known before its places are: those by name, or the end of the period."""
        rule = self._rule("as_of", fixed)
        if "as_of" in {*self.given, *fixed, *self.made.parameters} or (rule and rule.values):
            return [day for day in self._all_named("as_of", values, fixed) if is_day(day)]
        return [self.until.isoformat()] if self.until else []

    def _newest(self, place: str, values: dict[str, str]) -> str:
        """The newest edition with figures of a place from its own time; where none has any, the newest of all."""
        for edition in NEWEST_FIRST:
            there = values | {"edition": edition, "place": place}
            if place in self.controls["place"](there) and self._has_day(there):
                return edition
        return NEWEST_FIRST[0]

    def _has_day(self, values: dict[str, str]) -> bool:
        """Whether a place has a day on which its edition is in force, on a page that has days."""
        days = self.controls["as_of"](values) if "as_of" in self.controls else None
        return days is None or any(is_in_force(values["edition"], day) for day in days)

    def _blank(self, done: int, fixed: set[str]) -> dict[str, str]:
        """Nothing for each rule that is left; a day that is due stays known."""
        blank = {name: NOTHING for name in list(self.controls)[done:] if self._rule(name, fixed)}
        return blank | ({"as_of": self.until.isoformat()} if self.until and "as_of" in blank else {})

    def _nothing(self, name: str, values: dict[str, str], fixed: set[str]) -> UserError:
        """Why a rule takes nothing."""
        if name == "place":
            return UnknownPlace(Phrase(NO_PLACE, edition=values["edition"]))
        if self._is_by_day(fixed) and not self._has_day(values):
            return BadParameter(Phrase(NO_DAY_IN_FORCE, place=values["place"], edition=values["edition"]))
        return BadParameter(Phrase(NO_DAY, place=values["place"], edition=values["edition"]))

    def _too_old(self, values: Mapping[str, str]) -> BadParameter | None:
        """The refusal of a day too far before `until`."""
        most = self.made.expected.oldest_days
        if self.until is None or most is None or "as_of" not in values:
            return None
        days = (self.until - date.fromisoformat(values["as_of"])).days
        if days <= most:
            return None
        return BadParameter(Phrase(TOO_OLD, newest=told_day(values["as_of"]), most=most))


def remembered(control: Control) -> Control:
    """A control that is asked for the same choices only once."""
    known: dict[frozenset, Choices] = {}

    def choices(parameters: Mapping[str, str]) -> Choices:
        asked = frozenset(parameters.items())
        if asked not in known:
            known[asked] = control(parameters)
        return known[asked]

    return choices


def _places(edition: str, *, below: str, level: str) -> set[str]:
    """The codes of the places that lie in a place (itself too) and are of a level; an empty one asks for nothing."""
    places = load("places").filter(pl.col("edition") == edition)
    of_level = places.filter(pl.col("level").cast(pl.String) == level) if level else places
    codes = set(of_level.select("place_code").collect()["place_code"])
    return codes & within(edition, below) if below else codes


def within(edition: str, place: str) -> set[str]:
    """The codes of a place and of all places in it."""
    pairs = load("places").filter(pl.col("edition") == edition).select("parent_code", "place_code").collect()
    found, newest = {place}, {place}
    while newest:
        newest = set(pairs.filter(pl.col("parent_code").is_in(newest))["place_code"]) - found
        found |= newest
    return found
