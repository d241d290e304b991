"""A process looks at a store now and then, and does not wait for it once it knows a state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, get_ident

import pytest

from icanalysis.errors import CannotReach, Phrase
from icanalysis.sources import looking
from icanalysis.sources.addresses import Address
from icanalysis.sources.looking import copy_of

STORE = Address("s3", "planning", "figures")
Look = Callable[[], Path]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Look]:
    """What the next looks at the store find, in order."""
    found: list[Look] = []
    monkeypatch.setattr(looking, "_looks", {})
    monkeypatch.setattr(looking, "mirror", lambda address: found.pop(0)())
    return found


@pytest.fixture
def slow() -> Iterator[tuple[Look, Event]]:
    """A look that is not done before the event."""
    done = Event()

    def look() -> Path:
        assert done.wait(60)
        return Path("second")

    yield look, done
    done.set()


def unreachable() -> Path:
    raise CannotReach(Phrase("Nobody answers."))


def test_within_some_seconds_one_look_serves_all(looks: list[Look]):
    looks.append(lambda: Path("first"))
    assert [copy_of(STORE), copy_of(STORE)] == [Path("first")] * 2


def test_a_look_that_takes_its_time_goes_on_beside(
    looks: list[Look], slow: tuple[Look, Event], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(looking, "LOOK_S", 0.0)
    monkeypatch.setattr(looking, "PATIENCE_S", 0.01)
    look, done = slow
    looks += [lambda: Path("first"), look]
    assert [copy_of(STORE) for _ in range(3)] == [Path("first")] * 3
    monkeypatch.setattr(looking, "LOOK_S", 3600.0)
    running = looking._looks[STORE]
    done.set()
    assert running.found.result(60) == Path("second")
    assert copy_of(STORE) == Path("second")


def test_an_error_is_told_until_a_look_finds_the_store_again(
    looks: list[Look], slow: tuple[Look, Event], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(looking, "LOOK_S", 0.0)
    monkeypatch.setattr(looking, "PATIENCE_S", 0.01)
    look, done = slow
    looks += [unreachable, look]
    for _ in range(2):
        with pytest.raises(CannotReach, match="Nobody answers"):
            copy_of(STORE)
    monkeypatch.setattr(looking, "LOOK_S", 3600.0)
    running = looking._looks[STORE]
    done.set()
    running.found.result(60)
    assert copy_of(STORE) == Path("second")


def test_a_look_does_not_stand_in_the_way_of_a_signal(looks: list[Look]):
    seen: list[int] = []

    def look() -> Path:
        seen.append(get_ident())
        return Path("first")

    looks.append(look)
    copy_of(STORE)
    assert seen != [get_ident()]
