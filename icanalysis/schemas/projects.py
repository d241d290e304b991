"""Investment projects and how they go."""

from __future__ import annotations

import dataframely as dy

from icanalysis.schemas import keys, terms


class Project(dy.Schema):
    """What a source prints about one project at a date: one row per statement."""

    project_statement_id = keys.identifier(primary_key=True)
    project_id = keys.identifier()
    """The project; several statements may be about one."""
    name = keys.text()
    investor = keys.text(nullable=True)
    edition = keys.edition()
    place_code = keys.place_code()
    """The district where it is known, else the province."""
    commune_name = keys.text(nullable=True)
    """As printed, also where no code goes with it."""
    commune_code = keys.place_code(nullable=True)
    """The commune in the edition of the row, where one and only one is named."""
    zone_id = keys.identifier(nullable=True)
    sector = keys.identifier(nullable=True)
    registered_capital_vnd_bn = keys.vnd_bn()
    registered_capital_usd_m = keys.usd_m()
    land_ha = keys.hectares()
    """Land that the project takes."""
    leased_on = keys.day(nullable=True)
    """The day on which its land was leased."""
    capacity = dy.Float64(min=0, max=1e12, nullable=True)
    capacity_unit = keys.text(nullable=True)
    secondary_capacity = keys.text(nullable=True)
    planned_start = keys.text(nullable=True)
    """As printed: a year, a month or a day (`2025`, `2025-01`, `2025-01-31`)."""
    planned_completion = keys.text(nullable=True)
    actual_start = keys.text(nullable=True)
    actual_completion = keys.text(nullable=True)
    project_status = dy.Enum(terms.PROJECT_STATUSES)
    qualifiers = keys.text(nullable=True)
    """`column:qualifier` pairs, separated by `; `, for the columns that the text qualifies."""
    as_of = keys.day(nullable=True)
    """The day for which it holds."""
    as_of_basis = dy.Enum(terms.DATE_BASES)
    source_id = keys.identifier()
    note = keys.text(nullable=True)
