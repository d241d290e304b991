"""An address names a place and nothing else; what is none is refused without showing what may be secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from icanalysis.errors import BadWorkspace
from icanalysis.sources import addresses
from icanalysis.sources.addresses import Address, read

SECRET = "wJalrXUtnFEMI/K7MDENG"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("s3://planning", Address("s3", "planning")),
        ("S3://planning//tuyên quang/figures/", Address("s3", "planning", "tuyên quang/figures")),
        ("gs://planning/figures", Address("gs", "planning", "figures")),
        ("az://container/figures", Address("az", "container", "figures")),
        ("file:///srv/s%E1%BB%91%20li%E1%BB%87u", Path("/srv/số liệu")),
        ("file://localhost/srv/figures", Path("/srv/figures")),
        ("figures", Path("figures")),
        ("~/figures", Path.home() / "figures"),
        ("C:/figures", Path("C:/figures")),
    ],
)
def test_what_is_named_is_a_place_in_a_store_or_a_folder(given: str, meant: Address | Path):
    assert read(given) == meant


def test_an_address_is_written_in_one_way():
    assert str(read("s3://planning//figures/")) == "s3://planning/figures"
    assert read("s3://planning/tuyen-quang/figures/").name == "figures"
    assert read("s3://planning").name == "planning"


def test_an_unknown_kind_names_the_nearest():
    with pytest.raises(BadWorkspace, match=r"begins with 's4://'. Did you mean .*'s3://'.*Known: s3://, gs://, az://"):
        read(f"s4://{SECRET}/figures")


@pytest.mark.parametrize(
    "given",
    [
        f"s3://AKIAPLANNING:{SECRET}@planning/figures",
        f"s3://{SECRET}@planning/figures",
        f"az://container/figures?sig={SECRET}",
        f"s3://planning/figures#{SECRET}",
        "s3:///figures",
        "s3://planning/../figures",
        "s3://planning/a\\b",
    ],
)
def test_an_address_that_holds_more_than_a_place_is_refused_and_not_shown(given: str):
    with pytest.raises(BadWorkspace, match=r"Write it as \w+://bucket/folder, without a user name, a key") as refused:
        read(given)
    assert SECRET not in str(refused.value)
    assert "AKIAPLANNING" not in str(refused.value)


def test_a_file_address_needs_the_whole_path():
    with pytest.raises(BadWorkspace, match="file:///srv/figures"):
        read("file://data/figures")


def test_an_address_taken_for_a_path_is_still_known():
    assert addresses.is_address(Path("s3://planning/figures"))
    assert not addresses.is_address(Path("figures/2025"))
