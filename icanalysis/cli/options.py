"""Options that several commands have: one help and one type for each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from icanalysis.runs.spoken import VARIABLE

DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
"""Day, month and year."""

Place: TypeAlias = Annotated[str | None, typer.Option(help="Code of a place, such as 08; see `icanalysis places`.")]
Places: TypeAlias = Annotated[list[str] | None, typer.Option(help="Code of a place; may be given several times.")]
AsOf: TypeAlias = Annotated[str | None, typer.Option(help="Day, such as 2021-07-31, on which a window ends.")]
Days: TypeAlias = Annotated[list[str] | None, typer.Option(help="Day on which a window ends; several times too.")]
Edition: TypeAlias = Annotated[str | None, typer.Option(help="Edition of places: 2024 (with districts) or 2025.")]
Measure: TypeAlias = Annotated[str | None, typer.Option(help="What a map is coloured by, such as zone_count.")]
ReportLanguage: TypeAlias = Annotated[str | None, typer.Option(help="vi or en.")]
"""Of what is printed; left out, as the notebook or the definition says."""

Language: TypeAlias = Annotated[str, typer.Option(help="vi or en.", envvar=VARIABLE, show_envvar=False)]
"""Of a listing."""

Out: TypeAlias = Annotated[Path | None, typer.Option(help="Folder of reports and ledger; reports/out when left out.")]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print all that is known as JSON.")]


def asked(**options: str | list[str] | None) -> dict[str, list[str]]:
    """The parameters that were given, each as a list of values; a day may be written as an office writes it.

    >>> asked(place=["08", "22"], language="vi", as_of=None)
    {'place': ['08', '22'], 'language': ['vi']}
    >>> asked(as_of="5/1/2024")
    {'as_of': ['2024-01-05']}
    """
    given = {name: [value] if isinstance(value, str) else value for name, value in options.items() if value}
    return given | {name: [dated(one) for one in given[name]] for name in given.keys() & {"as_of"}}


def dated(text: str) -> str:
    """A day as year-month-day; what is written in another way stays as it is.

    >>> dated("31/7/2021"), dated("2021-07-31"), dated("July")
    ('2021-07-31', '2021-07-31', 'July')
    """
    written = DAY.fullmatch(text.strip())
    return f"{written[3]}-{written[2]:0>2}-{written[1]:0>2}" if written else text
