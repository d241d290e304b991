"""One name, one story: twins exist, files stay small, nothing names the machine it was written on."""

import re

import pytest

from tests.house.tree import ROOT, kept_files, modules, notebooks

LARGEST_MB = 2
REGISTRIES = ("py" + "pi.org", "python" + "hosted", "registry.npm" + "js", "deb." + "debian")
FOLDERS = ("ho" + "me", "ro" + "ot", "wo" + "rk", "Us" + "ers")
PATHS = (rf"(?<![\w.~-])/({'|'.join(FOLDERS)})/\w", rf"[A-Z]:\\+{FOLDERS[-1]}\\")
OF_A_MACHINE = re.compile("|".join([*map(re.escape, REGISTRIES), *PATHS]))


def machine_words(text: str) -> list[str]:
    """Addresses of package registries and paths of a machine in a text."""
    return [found.group() for found in OF_A_MACHINE.finditer(text)]


def test_every_transform_has_its_test():
    twins = [f"tests/transforms/test_{name}.py" for name in modules("icanalysis/transforms")]
    assert [twin for twin in twins if not (ROOT / twin).is_file()] == []


def test_every_notebook_has_its_twins():
    names = [file.stem.partition("_")[2] for file in notebooks()]
    twins = [
        twin
        for name in names
        for twin in (
            f"icanalysis/views/{name}.py",
            f"tests/views/test_{name}.py",
            f"docs/reference/{name}.md",
        )
    ]
    assert [twin for twin in twins if not (ROOT / twin).is_file()] == []


def test_notebooks_have_a_number_each_that_no_other_has():
    numbers = [file.stem.partition("_")[0] for file in notebooks()]
    assert [number for number in numbers if not re.fullmatch(r"\d\d", number)] == []
    assert len(set(numbers)) == len(numbers)


def test_no_file_is_large():
    large = [str(file.relative_to(ROOT)) for file in kept_files() if file.stat().st_size > LARGEST_MB * 1_000_000]
    assert not large, f"Over {LARGEST_MB} MB: {large}"


def test_no_file_names_a_machine():
    found = {
        str(file.relative_to(ROOT)): words
        for file in kept_files()
        if b"\0" not in (content := file.read_bytes())
        and (words := machine_words(content.decode("utf-8", errors="replace")))
    }
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        f'open("/{FOLDERS[0]}/an/x.csv")',
        f"cd /{FOLDERS[2]}/suite",
        f"C:\\{FOLDERS[3]}\\an",
        f"https://{REGISTRIES[0]}/x",
    ],
)
def test_a_machine_is_found(text):
    assert machine_words(text)


@pytest.mark.parametrize(
    "text", [f"https://example.vn/{FOLDERS[0]}/news", f"frame{FOLDERS[2]}/x", f"reports/{FOLDERS[2]}/x"]
)
def test_addresses_of_pages_are_no_machine(text):
    assert not machine_words(text)
