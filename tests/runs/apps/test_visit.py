"""Addresses: only declared names, cast by type, held to the choices; anything else is refused in words."""

from __future__ import annotations

import ast
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icanalysis.runs.apps.script import literals
from icanalysis.runs.apps.visit import LONGEST, BadAddress, NoSuchApp, Visit, language_of, visit
from icanalysis.runs.labels import LABELS
from icanalysis.runs.notebooks import notebooks, view_module

INJECTIONS = {
    "a name that carries code": {"place; import os; os.abort()": [b"08"]},
    "a name that ends the line": {"place='08'\nimport os\nx": [b"08"]},
    "a name that closes a call": {"place)": [b"08"]},
    "a name of the machine": {"__import__": [b"os"]},
    "a value that ends a text": {"place": [b'08"; import os; "']},
    "a value with the other quote": {"place": [b"08'; import os; '"]},
    "a value with a new line": {"place": [b"08\nimport os"]},
    "a value that ends in a backslash": {"place": [b"08\\"]},
    "a value that formats": {"place": [b"{place.__class__}"]},
    "a value that is a template": {"place": [b"{{ 7 * 7 }}"]},
}


def refused(name: str = "attainment", **given: str) -> BadAddress:
    with pytest.raises(BadAddress) as error:
        visit(name, {key: [value.encode()] for key, value in given.items()})
    return error.value


def opened(name: str = "attainment", **given: str) -> Visit:
    return visit(name, {key: [value.encode()] for key, value in given.items()})


def test_an_address_without_names_has_the_values_of_the_notebook():
    values = opened().values
    assert values["place"] == "08"
    assert values["as_of"] == "2021-07-31"
    assert values["interactive"] is True


def test_a_code_keeps_its_zero():
    assert opened(place="070").values["place"] == "070"


def test_a_date_that_was_not_named_yields_to_the_latest_of_the_place():
    assert opened(place="194").values["as_of"] == "2023-12-31"


def test_a_date_that_was_named_is_held_to_the_place():
    assert refused(place="194", as_of="2021-07-31").said("en") == "“2021-07-31” is no choice of “Date (as_of)” here."


def test_the_language_is_that_of_the_address():
    assert opened(language="en").language == "en"
    assert opened().language == "vi"


def test_a_wall_is_no_parameter_of_the_notebook():
    page = opened(wall="1")
    assert page.wall
    assert "wall" not in page.values


def test_a_wall_is_0_or_1():
    assert "“yes”" in refused(wall="yes").said("vi")


def test_a_place_without_its_zero_leads_to_the_right_one():
    error = refused(place="8", language="en")
    assert error.near == {"Tỉnh Tuyên Quang (08)": "attainment?language=en&place=08"}


def test_a_wrong_date_leads_to_the_nearest_ones():
    assert "attainment?place=08&as_of=2021-07-31" in refused(place="08", as_of="2021-07-30").near.values()


def test_a_misspelt_name_leads_to_the_right_one():
    error = refused(plase="08")
    assert error.links("vi") == {"Địa phương (place)": "attainment?place=08"}
    assert "plase" in error.said("vi")


def test_a_misspelt_page_leads_to_the_right_one():
    with pytest.raises(NoSuchApp) as error:
        visit("atainment", {})
    assert error.value.near == {"attainment": "attainment"}
    assert error.value.status == 404


def test_a_name_that_stands_there_twice_is_refused():
    with pytest.raises(BadAddress, match="2 times"):
        visit("attainment", {"place": [b"08", b"08"]})


def test_the_mode_cannot_be_asked_for():
    assert "“interactive”" in refused(interactive="False").said("en")


@pytest.mark.parametrize("text", ["", "0" * (LONGEST + 1), "0\x008", "08\r\n"])
def test_a_value_that_is_no_plain_text_is_refused(text: str):
    assert "“Place (place)”" in refused(place=text).said("en")


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(BadAddress):
        visit("attainment", {"place": [b"\xff\xfe"]})


@pytest.mark.parametrize("given", INJECTIONS.values(), ids=INJECTIONS)
def test_code_in_an_address_is_refused(given: dict[str, list[bytes]]):
    with pytest.raises(BadAddress):
        visit("attainment", given)


def test_what_is_refused_is_said_in_the_language_of_the_reader():
    error = refused(place="8")
    assert error.said("vi") != error.said("en")


@pytest.mark.parametrize(
    ("given", "vi", "en"),
    [
        ({"as_of": "1999-01-01"}, "“Ngày (as_of)”", "“Date (as_of)”"),
        ({"edition": "1975"}, "“Địa giới hành chính (edition)”", "“Administrative map (edition)”"),
        ({"wall": "yes"}, "“Màn hình treo tường (wall)”", "“Wall screen (wall)”"),
        (
            {"plase": "08"},
            "Địa giới hành chính (edition), Địa phương (place), Ngày (as_of), Ngôn ngữ (language), Màn hình treo tường",
            "Administrative map (edition), Place (place), Date (as_of), Language (language), Wall screen (wall).",
        ),
    ],
)
def test_what_is_refused_names_the_control_as_the_reader_knows_it(given: dict[str, str], vi: str, en: str):
    error = refused(**given)
    assert vi in error.said("vi")
    assert en in error.said("en")


def test_every_parameter_of_every_page_has_a_label():
    controls = {name for page in notebooks() for name in getattr(view_module(page), "CONTROLS", {})}
    assert controls <= set(LABELS)


def test_the_language_of_a_broken_address_is_vietnamese():
    assert language_of({"language": [b"\xff"]}) == "vi"


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_a_value_is_a_choice_or_refused(text: str):
    with contextlib.suppress(BadAddress):
        assert visit("audit", {"place": [text.encode("utf-8", "surrogatepass")]}).values["place"] == text


@given(st.dictionaries(st.sampled_from(["place", "as_of"]), st.text() | st.integers() | st.booleans()))
def test_literals_read_back_as_what_they_were(values: dict[str, str | int | bool]):
    lines = ast.parse(literals(values)).body
    assert all(isinstance(line, ast.AnnAssign) for line in lines)
    assert {line.target.id: ast.literal_eval(line.value) for line in lines} == values
