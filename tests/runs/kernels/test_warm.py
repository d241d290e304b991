"""What a kernel finds done when it starts."""

from __future__ import annotations

import sys

import pytest
from ipykernel import ipkernel
from IPython.core import shellapp

from icanalysis.runs import formats
from icanalysis.runs.kernels import modules, warm
from tests.runs.kernels.live import kernel


def listed(modules_of: object) -> list[str]:
    """The files of modules, as ipykernel lists them."""
    found = modules_of.modules.copy().values()
    return [one.__file__ for one in found if hasattr(one, "__file__") and one.__file__]


def test_the_files_of_all_modules_are_listed_as_ipykernel_lists_them():
    modules.find()
    with modules.found():
        assert listed(ipkernel.sys) == listed(sys)
    assert ipkernel.sys is sys


def test_the_names_of_all_modules_are_listed_as_ipython_lists_them():
    modules.find()
    with modules.found():
        assert set(shellapp.sys.modules.keys()) == set(sys.modules)
        assert shellapp.sys.argv is sys.argv
    assert shellapp.sys is sys


def test_a_module_that_is_imported_later_is_found():
    modules.find()
    sys.modules["made"] = modules.Module("made.py")
    try:
        modules.find()
        with modules.found():
            assert "made.py" in listed(ipkernel.sys)
    finally:
        del sys.modules["made"]


def test_the_debugger_of_a_kernel_knows_the_files_of_the_libraries():
    with kernel() as live:
        known = "import polars; print(polars.__file__ in get_ipython().kernel._kernel_modules)"
        assert live.run(known) == "True"


def test_catalogues_and_locales_are_read_before_the_first_cell():
    with kernel() as live:
        read = (
            "from icanalysis.wording.language import catalogue; from icanalysis.style.theme import locale;"
            "print(catalogue.cache_info().currsize, locale.cache_info().currsize)"
        )
        assert live.run(read) == "2 2"


def test_what_is_reset_in_a_kernel_leaves_the_libraries_in_place():
    with kernel() as live:
        assert (
            live.run("%reset -f -s aggressive\nimport sys; print('polars' in sys.modules)").splitlines()[-1] == "True"
        )


def test_the_words_of_a_command_are_read_before_the_first_command():
    warm.command_line()
    assert "typer._adapters" in sys.modules


@pytest.mark.parametrize("work", sorted(warm.AFTER_FORK))
def test_what_is_done_ahead_works(work: str):
    for step in warm.AFTER_FORK[work]:
        step()


def test_documents_are_all_written_ahead(monkeypatch: pytest.MonkeyPatch):
    made: dict[str, bytes] = {}
    write = formats.written
    monkeypatch.setattr(formats, "written", lambda *given, **named: made.update(write(*given, **named)))
    warm.documents()
    assert set(made) == {f".{ending}" for ending in formats.WRITERS}
    assert all(made.values())
