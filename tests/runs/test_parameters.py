"""What is given on the command line reaches a notebook as what it declares, or not at all."""

from __future__ import annotations

import ast
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from papermill.translators import PythonTranslator

from icanalysis.errors import BadNotebook, BadParameter, UnknownPlace, UserError
from icanalysis.runs.near import near_keys
from icanalysis.runs.parameters import Parameter, cast, fitted, parameters_of, within_choices
from icanalysis.views import attainment, audit
from tests.runs.papers import parameters_cell, real, with_parameters

MAIN = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
DECLARED = {
    "place": Parameter("place", str, "08", ""),
    "years": Parameter("years", int, 5, ""),
    "threshold": Parameter("threshold", float, 0.9, ""),
    "detailed": Parameter("detailed", bool, False, ""),
    "interactive": Parameter("interactive", bool, True, ""),
}
PLACES = {"08": "Tỉnh Tuyên Quang (08)", "070": "Thành phố Tuyên Quang (070)", "194": "Thành phố Móng Cái (194)"}
CODE = [
    '08"; import os',
    "08'); __import__('os').system('true')  #",
    '08"\nimport os\n"',
    "{place}",
    "{{ place }}",
    "08\\",
    "$(true)",
    "!true",
    "%run x",
]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def refusal(values: dict[str, str], module=attainment) -> UserError:
    with pytest.raises(UserError) as refused:
        within_choices(MAIN | values, module.CONTROLS)
    assert len(str(refused.value).splitlines()) == 1
    return refused.value


def test_parameters_are_read_with_name_type_default_and_help():
    declared = parameters_of(real("attainment"), where="01_attainment.ipynb")
    assert list(declared) == ["edition", "place", "as_of", "language", "interactive"]
    assert declared["place"].type is str
    assert declared["place"].default == "08"
    assert declared["place"].help == "mã tỉnh hoặc huyện, ví dụ 08 là Tuyên Quang; giữ cả số 0 ở đầu"
    assert declared["interactive"].default is True


def test_help_is_the_comment_and_never_a_hash_inside_a_text():
    declared = parameters_of(with_parameters('tag: str = "a # b"  # nhãn # hai\nbare: int = 3'), where="x")
    assert (declared["tag"].default, declared["tag"].help) == ("a # b", "nhãn # hai")
    assert declared["bare"].help == ""


def test_every_declared_type_is_read():
    cell = 'a: str = "x"\nb: int = -3\nc: float = 0.5\nd: bool = False'
    assert {one.name: one.default for one in parameters_of(with_parameters(cell), where="x").values()} == {
        "a": "x",
        "b": -3,
        "c": 0.5,
        "d": False,
    }


def test_a_notebook_without_a_parameters_cell_is_refused():
    notebook = with_parameters("")
    notebook.cells.pop()
    with pytest.raises(BadNotebook, match=r"x.ipynb has 0 cells with the tag 'parameters'; it needs exactly one."):
        parameters_of(notebook, where="x.ipynb")


def test_two_parameters_cells_are_refused():
    notebook = with_parameters('place: str = "08"')
    notebook.cells.append(parameters_cell('place: str = "22"'))
    with pytest.raises(BadNotebook, match=r"x.ipynb has 2 cells with the tag 'parameters'"):
        parameters_of(notebook, where="x.ipynb")


@pytest.mark.parametrize(
    "line",
    [
        'place = "08"',
        'place: object = "08"',
        "place: str",
        "import os",
        'page.place: str = "08"',
        "print(1)",
        'def place(): return "08"',
    ],
)
def test_a_line_that_is_no_typed_literal_is_refused_with_its_number(line: str):
    with pytest.raises(BadNotebook, match=r"x.ipynb, parameters cell, line 2: write `name: type = literal  # help`"):
        parameters_of(with_parameters(f'language: str = "vi"\n{line}'), where="x.ipynb")


@pytest.mark.parametrize("value", ["os.environ", "open('x')", "'0' + '8'", "[1, 2][0]", "{[]: 1}", "f'{1}'"])
def test_a_default_that_is_no_literal_is_refused_and_not_evaluated(value: str):
    with pytest.raises(BadNotebook, match=r"the default of 'place' is not a literal"):
        parameters_of(with_parameters(f"place: str = {value}"), where="x.ipynb")


@pytest.mark.parametrize("line", ["place: str = 8", "years: int = True", "share: float = 1", 'detailed: bool = "no"'])
def test_a_default_of_another_type_is_refused(line: str):
    with pytest.raises(BadNotebook, match=r"is not of its type"):
        parameters_of(with_parameters(line), where="x.ipynb")


@pytest.mark.parametrize("source", ["!false", "place: str = (", 'place: str = "08', "%time", "  a: int = 1"])
def test_a_parameters_cell_that_is_no_python_is_refused(source: str):
    with pytest.raises(BadNotebook, match=r"x.ipynb, parameters cell, line 1: this is no plain Python"):
        parameters_of(with_parameters(source), where="x.ipynb")


def test_leading_zeros_survive():
    assert cast({"place": "08"}, DECLARED)["place"] == "08"


def test_what_is_not_given_keeps_its_default():
    assert cast({}, DECLARED) == {
        "place": "08",
        "years": 5,
        "threshold": 0.9,
        "detailed": False,
        "interactive": True,
    }


@given(texts)
def test_a_text_reaches_a_text_parameter_unchanged(text: str):
    assert cast({"place": text}, DECLARED)["place"] == text


@given(st.integers())
def test_a_whole_number_reaches_a_whole_number_parameter(number: int):
    assert cast({"years": str(number)}, DECLARED)["years"] == number


@pytest.mark.parametrize(("text", "value"), [("true", True), ("False", False)])
def test_true_and_false_are_read_as_such(text: str, value: bool):
    assert cast({"detailed": text}, DECLARED)["detailed"] is value


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [("years", "5.5", "int"), ("years", "năm", "int"), ("threshold", "90 %", "float"), ("detailed", "1", "bool")],
)
def test_a_value_of_the_wrong_type_is_refused_by_name(name: str, text: str, kind: str):
    with pytest.raises(BadParameter, match=f"'{text}' is no {kind} for the parameter '{name}'."):
        cast({name: text}, DECLARED)


def test_an_unknown_name_is_answered_with_the_nearest_one():
    with pytest.raises(BadParameter) as refused:
        cast({"plase": "08"}, DECLARED)
    assert str(refused.value) == (
        "There is no parameter 'plase'. Did you mean 'place'? The notebook has: place, years, threshold, detailed."
    )


@pytest.mark.parametrize("text", ["true", "false"])
def test_interactive_cannot_be_passed(text: str):
    with pytest.raises(BadParameter, match=r"There is no parameter 'interactive'."):
        cast({"interactive": text}, DECLARED)


@given(texts.filter(lambda name: name not in DECLARED))
def test_a_name_that_is_not_declared_never_passes_and_is_told_in_one_line(name: str):
    with pytest.raises(BadParameter) as refused:
        cast({name: "08"}, DECLARED)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["place=os.system('true')#", "place\nimport os", "__import__('os')", "", "place "])
def test_a_name_with_code_is_refused(name: str):
    with pytest.raises(BadParameter, match=r"There is no parameter"):
        cast({name: "08"}, DECLARED)


@pytest.mark.parametrize("name", ["edition", "place", "as_of", "language"])
@pytest.mark.parametrize("value", CODE)
def test_a_value_with_code_is_no_choice_of_any_parameter(name: str, value: str):
    assert repr(value) in str(refusal({name: value}))


@given(texts)
@example("²")
def test_any_other_text_is_refused_in_one_line_and_never_breaks(text: str):
    values = {"edition": "2024", "place": text}
    if text in PLACES:
        within_choices(values, {"place": lambda _: PLACES})
        return
    with pytest.raises(UnknownPlace) as refused:
        within_choices(values, {"place": lambda _: PLACES})
    assert len(str(refused.value).splitlines()) == 1


@given(texts)
def test_what_papermill_writes_for_a_text_is_one_literal_with_that_text(text: str):
    (line,) = ast.parse(PythonTranslator.codify({"place": text})).body
    assert ast.unparse(line.targets[0]) == "place"
    assert ast.literal_eval(line.value) == text


def test_the_main_report_is_within_the_choices():
    within_choices(MAIN, attainment.CONTROLS)


def test_a_place_code_without_its_zero_is_answered_with_the_right_one():
    refused = refusal({"place": "8"})
    assert isinstance(refused, UnknownPlace)
    assert str(refused) == (
        "There is no place '8' with figures in edition 2024. Did you mean '08' (Tỉnh Tuyên Quang)? "
        "List them: icanalysis places --with-figures"
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Móng Cái", "'194' (Thành phố Móng Cái)"),
        ("mong cai", "'194' (Thành phố Móng Cái)"),
        ("MÓNG CÁI", "'194' (Thành phố Móng Cái)"),
        (unicodedata.normalize("NFD", "Móng Cái"), "'194' (Thành phố Móng Cái)"),
        ("Ninh Thuan", "'58' (Tỉnh Ninh Thuận)"),
        (unicodedata.normalize("NFD", "Tỉnh Tuyên Quang"), "'08' (Tỉnh Tuyên Quang)"),
        ("Ninh Thuậm", "'58' (Tỉnh Ninh Thuận)"),
    ],
)
def test_a_name_in_place_of_a_code_is_answered_with_the_code(name: str, code: str):
    assert f"Did you mean {code}" in str(refusal({"place": name}))


def test_a_place_without_figures_is_answered_with_how_to_list_those_that_have_some():
    assert str(refusal({"place": "01"})).endswith("List them: icanalysis places --with-figures")


def test_a_place_of_the_other_edition_is_refused_with_the_one_that_it_lies_in():
    assert "(194) lies in Tỉnh Quảng Ninh (22) since 2025-07-01" in str(refusal({"edition": "2025", "place": "194"}))


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ({}, ("2024", "08", "2021-07-31")),
        ({"place": "58"}, ("2024", "58", "2024-12-31")),
        ({"place": "58", "edition": "2024"}, ("2024", "58", "2025-12-31")),
        ({"edition": "2025"}, ("2025", "08", "2025-12-31")),
        ({"as_of": "2025-12-31"}, ("2025", "08", "2025-12-31")),
        ({"as_of": "2025-12-31", "edition": "2024"}, ("2024", "08", "2025-12-31")),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else ", ".join(one) or "nothing",
)
def test_what_nobody_named_is_fitted_to_what_was_named(named: dict[str, str], found: tuple[str, ...]):
    values = fitted({**MAIN, **named}, attainment.CONTROLS, given=named)
    assert tuple(values.values()) == (*found, "vi")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"place": "58", "as_of": "2021-07-31"}, r"'2021-07-31' is not a choice of 'as_of' \(place 58, edition 2024\)"),
        ({"place": "58", "as_of": "2025-12-31"}, r"\(58\) lies in Tỉnh Khánh Hòa \(56\) since 2025-07-01"),
        ({"as_of": "2021-7-31"}, r"'2021-7-31' is not a choice of 'as_of'"),
        ({"edition": "2023"}, r"'2023' is not a choice of 'edition'"),
    ],
    ids=", ".join,
)
def test_what_was_named_is_never_put_to_something_else(named: dict[str, str], said: str):
    with pytest.raises(UserError, match=said):
        fitted({**MAIN, **named}, attainment.CONTROLS, given=named)


def test_a_usual_place_without_figures_is_refused_for_no_report_is_of_another():
    with pytest.raises(UnknownPlace, match="no place '00'"):
        fitted({**MAIN, "place": "00"}, attainment.CONTROLS, given={})


def test_a_date_outside_the_data_is_answered_with_the_nearest_dates():
    assert str(refusal({"as_of": "2031-01-01"})) == (
        "'2031-01-01' is not a choice of 'as_of' (place 08, edition 2024). Did you mean '2025-12-31' (31/12/2025) "
        "or '2025-06-30' (30/06/2025) or '2025-03-31' (31/03/2025)?"
    )


def test_the_nearest_dates_lie_on_both_sides():
    assert "Did you mean '2021-07-31' (31/07/2021) or '2021-06-30' (30/06/2021)" in str(
        refusal({"as_of": "2021-07-16"})
    )


def test_a_date_written_day_first_is_understood():
    assert "Did you mean '2021-07-31' (31/07/2021)" in str(refusal({"as_of": "31/07/2021"}))


def test_an_unknown_edition_is_answered_before_places_are_looked_up():
    assert str(refusal({"edition": "2026"})) == "'2026' is not a choice of 'edition'. Choose: 2024, 2025."


def test_an_unknown_language_is_answered_first_of_all():
    assert str(refusal({"language": "vn"})) == "'vn' is not a choice of 'language'. Choose: vi, en."


def test_all_places_together_are_a_choice_of_the_audit_only():
    within_choices(MAIN | {"place": "all"}, audit.CONTROLS)
    assert isinstance(refusal({"place": "all"}), UnknownPlace)


@given(texts, st.dictionaries(texts, texts, max_size=8), st.integers(1, 3))
def test_what_is_near_is_always_a_choice(text: str, choices: dict[str, str], most: int):
    near = near_keys(text, choices, most=most)
    assert set(near) <= set(choices)
    assert len(near) <= most
