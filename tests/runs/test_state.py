"""The state of a page goes into text and comes back whole; a text that is no state is refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.errors import BadParameter
from icanalysis.runs.notebooks import notebooks, read, view_module
from icanalysis.runs.parameters import cast, parameters_of, within_choices
from icanalysis.runs.state import State, from_text, to_address, to_cell, to_command

names = st.from_regex(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", fullmatch=True).filter(
    lambda name: name not in ("interactive", "is", "in", "if", "as", "or", "and", "not", "for", "def", "del", "try")
)
values = st.text(st.characters(codec="utf-8"), max_size=30)
states = st.dictionaries(
    st.sampled_from(["edition", "place", "as_of", "measure", "language"]) | names, values, min_size=1
)
PAGE = "attainment"
STATE = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}


@given(states)
def test_an_address_comes_back_whole(state: dict[str, str]):
    assert from_text(to_address(PAGE, state)) == State(state, PAGE)


@given(states)
def test_a_command_comes_back_whole(state: dict[str, str]):
    assert from_text(to_command(PAGE, state)) == State(state, PAGE)


@given(st.dictionaries(st.sampled_from(list(STATE)), values, min_size=1))
def test_a_parameters_cell_comes_back_whole(state: dict[str, str]):
    assert from_text(to_cell(state)) == State(state)


@given(values)
def test_any_other_text_is_refused_in_one_line_or_read_as_texts(text: str):
    try:
        found = from_text(text)
    except BadParameter as refused:
        assert len(str(refused).splitlines()) == 1
    else:
        assert all(isinstance(value, str) for pair in found.parameters.items() for value in pair)


@pytest.mark.parametrize(
    "text",
    [
        "https://so.example.vn/kh/attainment?edition=2024&place=08&as_of=2021-07-31&language=vi",
        "/attainment?edition=2024&place=08&as_of=2021-07-31&language=vi",
        "?edition=2024&place=08&as_of=2021-07-31&language=vi",
        "edition=2024&place=08&as_of=2021-07-31&language=vi",
        "icanalysis report attainment --edition 2024 --place 08 --as-of 2021-07-31 --language vi",
        "--edition 2024 --place 08 --as-of 2021-07-31 --language vi",
        'edition: str = "2024"  # địa giới\nplace: str = "08"\nas_of: str = "2021-07-31"\nlanguage: str = "vi"',
        "\n  ?edition=2024&place=08&as_of=2021-07-31&language=vi \n",
    ],
)
def test_each_form_is_read_as_people_paste_it(text: str):
    assert from_text(text).parameters == STATE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'' is no state of a page. Paste an address that ends in ?place=08"),
        ("Tuyên Quang", "'Tuyên Quang' is no state of a page."),
        ("?place=08&place=22", "The parameter 'place' is given twice. Keep one of them."),
        ("--place 08 --place 22", "The parameter 'place' is given twice. Keep one of them."),
        ("?place", "'?place' is no state of a page."),
        ("?place=08&as_of", "'?place=08&as_of' is no address of a page"),
        ("icanalysis report attainment --place", "is no command of a page. It looks like: icanalysis report"),
        ("icanalysis", "'icanalysis' is no command of a page."),
        ("--place '08", "is no command: a quotation mark is not closed."),
        ("place: str = open('x').read()", "is no line of a parameters cell"),
        ("place: str = f'{1}'", "is no line of a parameters cell"),
        ("place: str = (", "are no lines of a parameters cell."),
    ],
)
def test_a_fault_is_said_in_a_sentence(text: str, said: str):
    with pytest.raises(BadParameter) as refused:
        from_text(text)
    assert said in str(refused.value)


@pytest.mark.parametrize("name", list(notebooks()))
def test_the_state_of_every_notebook_passes_the_strict_front_of_a_run(name: str):
    declared = parameters_of(read(notebooks()[name]), where=name)
    defaults = {one.name: one.default for one in declared.values() if one.type is str}
    for text in (to_address(name, defaults), to_command(name, defaults), to_cell(defaults)):
        values = cast(from_text(text).parameters, declared)
        within_choices(values, view_module(name).CONTROLS)
        assert {key: values[key] for key in defaults} == defaults


@pytest.mark.parametrize("name", list(notebooks()))
def test_the_cell_reads_as_the_parameters_of_the_notebook(name: str):
    notebook = read(notebooks()[name])
    declared = parameters_of(notebook, where=name)
    (cell,) = (cell for cell in notebook.cells if cell.metadata.get("tags"))
    cell.source = to_cell({one.name: one.default for one in declared.values() if one.type is str})
    read_again = parameters_of(notebook, where=name)
    assert {key: one.default for key, one in read_again.items()} == {key: one.default for key, one in declared.items()}
