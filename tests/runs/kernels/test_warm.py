"""What a kernel finds done when it starts."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from ipykernel import ipkernel
from IPython.core import shellapp

from icanalysis.runs import formats
from icanalysis.runs.kernels import modules, warm
from tests.runs.kernels.live import kernel


def test_the_files_of_all_modules_are_those_that_ipykernel_would_list():
    modules.find()
    assert set(modules.files()) == {
        one.__file__ for one in sys.modules.copy().values() if getattr(one, "__file__", None)
    }


def test_the_names_of_all_modules_are_those_that_ipython_would_list():
    modules.find()
    assert modules.names() == set(sys.modules)
    assert {*sys.modules, "made"} - modules.names() == {"made"}


def test_where_modules_would_be_listed_there_are_none_and_the_rest_of_the_system_is_as_ever():
    with modules.unlisted():
        assert not ipkernel.sys.modules.copy()
        assert not shellapp.sys.modules
        assert shellapp.sys.argv is sys.argv
    assert ipkernel.sys is shellapp.sys is sys


def test_a_module_that_is_imported_later_is_found():
    modules.find()
    sys.modules["made"] = SimpleNamespace(__file__="made.py")
    try:
        modules.find()
        assert "made" in modules.names()
        assert "made.py" in modules.files()
    finally:
        del sys.modules["made"]


def test_a_reset_of_all_keeps_the_modules_that_a_kernel_began_with():
    with kernel() as live:
        live.run("import sys; sys.modules['made'] = sys")
        live.run("%reset -f --aggressive")
        assert live.run("import sys; print('made' in sys.modules, 'polars' in sys.modules)") == "False True"


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
