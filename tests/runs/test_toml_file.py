"""A file written by hand is read as its dataclass, or its first mistake is told in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from icanalysis.errors import BadSettings
from icanalysis.runs.toml_file import read_toml


@dataclass(frozen=True)
class Inner:
    """A table inside the file."""

    minutes: int = 5


@dataclass(frozen=True)
class Outer:
    """A file with one of each kind."""

    name: str
    names: tuple[str, ...] = ()
    inner: Inner = Inner()
    many: tuple[Inner, ...] = ()


def read(tmp_path, content: str) -> Outer:
    """The content of a file with this text."""
    file = tmp_path / "tệp.toml"
    file.write_text(content, encoding="utf-8")
    return read_toml(file, Outer)


def test_what_is_left_out_is_as_usual(tmp_path):
    assert read(tmp_path, 'name = "08"') == Outer("08")


def test_tables_and_lists_become_what_the_dataclass_says(tmp_path):
    content = 'name = "x"\nnames = ["a", "b"]\n[inner]\nminutes = 7\n[[many]]\nminutes = 8'
    assert read(tmp_path, content) == Outer("x", ("a", "b"), Inner(7), (Inner(8),))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('nmae = "x"', r"no setting 'nmae'\. Did you mean 'name' or 'names' or 'many'\? Known: name, names, inner,"),
        ('name = "x"\n[inner]\nminute = 1', r"no setting 'inner\.minute'\. Did you mean 'minutes'\?"),
        ('name = "x"\n[[many]]\nhours = 1', r"no setting 'many\.hours'\. Known: minutes\.$"),
        ("name = 8", r"'name' is 8\. It must be a text in quotation marks\.$"),
        (
            'name = "x"\n[inner]\nminutes = "7"',
            r"'inner\.minutes' is \"7\"\. It must be a whole number, without quotation marks\.$",
        ),
        ('name = "x"\nnames = ["a", 1]', r"'names\.2' is 1\."),
        ("", r"'name' is missing\.$"),
        ("name = [", r"is no TOML \("),
    ],
    ids=["name", "name inside", "name in a list", "kind", "kind inside", "kind in a list", "missing", "no TOML"],
)
def test_a_mistake_is_told_with_its_name_and_what_is_near(tmp_path, content, said):
    with pytest.raises(BadSettings, match=said):
        read(tmp_path, content)


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path):
    with pytest.raises(BadSettings, match=r"'.*không\.toml' cannot be read"):
        read_toml(tmp_path / "không.toml", Outer)
