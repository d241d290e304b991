"""The generated pages are fresh, and no relative link of a page leads nowhere."""

import re
import tomllib
from pathlib import Path

import polars as pl
import pytest

from icanalysis.schemas import TABLES
from icanalysis.sources import tables
from icanalysis.views import audit
from scripts import docs
from tests.house.tree import ROOT

LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ELSEWHERE = re.compile(r"[a-z]+:", re.IGNORECASE)
TOML = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(
    r"^(?:\$ )?((?:\.venv/bin/)?(?:icanalysis|make|export|mkdir|for|cp|read|curl) .*?)(?:\s+# .*)?$", re.M
)
VIETNAMESE = [ROOT / "README.vi.md", *sorted((ROOT / "docs" / "vi").glob("*.md"))]


def written_pages() -> list[Path]:
    """Every page that a reader may open first, and all of docs."""
    loose = [ROOT / name for name in ("README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md")]
    return [*loose, *sorted((ROOT / "docs").rglob("*.md"))]


def anchors(page: Path) -> set[str]:
    """The anchors that the headings of a page make."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def dead_links(page: Path) -> list[str]:
    """Links to files that are not there, or to headings that the page does not have."""
    targets = (found["target"] for found in LINK.finditer(FENCED.sub("", page.read_text("utf-8"))))
    inside = (target.partition("#") for target in targets if not ELSEWHERE.match(target))
    return [
        f"{path}{mark}{anchor}"
        for path, mark, anchor in inside
        if not (file := page.parent / path if path else page).exists() or (anchor and anchor not in anchors(file))
    ]


def test_reference_is_what_the_code_says():
    found = docs.differences()
    assert not found, f"docs/reference is not what the code says. Mend it: {docs.MEND}\n{found}"


def test_a_page_that_is_stale_missing_or_left_over_shows_as_a_difference(tmp_path):
    docs.write(tmp_path)
    assert docs.differences(tmp_path) == ""
    (tmp_path / "cli.md").write_text("# Old\n", "utf-8")
    (tmp_path / "audit.md").unlink()
    (tmp_path / "gone.md").write_text("# Gone\n", "utf-8")
    found = docs.differences(tmp_path)
    assert "-# Old\n" in found
    assert "+# Command line\n" in found
    assert "+++ docs/reference/audit.md" in found
    assert "-# Gone\n" in found
    docs.write(tmp_path)
    assert docs.differences(tmp_path) == ""


def test_check_says_how_to_mend_and_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(docs, "differences", lambda: "+a line\n")
    monkeypatch.setattr(docs, "write", lambda: pytest.fail("a check wrote"))
    assert docs.main(check=True) == 1
    assert capsys.readouterr().out.endswith("Mend it: make docs\n")


def test_every_link_leads_somewhere():
    dead = {str(page.relative_to(ROOT)): links for page in written_pages() if (links := dead_links(page))}
    assert not dead


def english_twin(page: Path) -> Path:
    """The page that a Vietnamese one says again."""
    return ROOT / "README.md" if page.name == "README.vi.md" else ROOT / "docs" / "how-to" / page.name


def commands_of(page: Path) -> list[str]:
    """The commands that a page shows, without their comments."""
    return [found for block in FENCED.findall(page.read_text("utf-8")) for found in COMMAND.findall(block)]


@pytest.mark.parametrize("page", VIETNAMESE, ids=lambda page: page.name)
def test_a_vietnamese_page_gives_the_commands_and_the_settings_of_its_english_twin_and_each_leads_to_the_other(page):
    twin = english_twin(page)
    assert commands_of(page) == commands_of(twin) != []
    settings = [[tomllib.loads(block) for block in TOML.findall(one.read_text("utf-8"))] for one in (page, twin)]
    assert settings[0] == settings[1]
    for one, other in ((page, twin), (twin, page)):
        links = {found["target"] for found in LINK.finditer(one.read_text("utf-8"))}
        assert other in {(one.parent / link).resolve() for link in links if not ELSEWHERE.match(link)}


def test_every_page_of_docs_can_be_reached_from_the_index():
    reached, waiting = set(), [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = (found["target"].partition("#")[0] for found in LINK.finditer(page.read_text("utf-8")))
        linked = {(page.parent / target).resolve() for target in targets if target.endswith(".md")}
        waiting += [file for file in linked - reached if file.is_file()]
    lost = set((ROOT / "docs").rglob("*.md")) - reached
    assert not lost, sorted(str(page.relative_to(ROOT)) for page in lost)


def test_data_readme_counts_the_rows_that_the_tables_hold():
    text = (ROOT / "data" / "README.md").read_text("utf-8")
    lines = re.findall(r"^\| ([a-z_, ]+) \| ([\d,]+(?:, [\d,]+)*) \|", text, re.MULTILINE)
    told = {
        name: int(count.replace(",", ""))
        for names, counts in lines
        for name, count in zip(names.split(", "), counts.split(", "), strict=True)
    }
    held = {name: tables.load(name).select(pl.len()).collect().item() for name in TABLES}
    assert told == held, "data/README.md counts other rows than the tables hold"


def test_methods_count_the_relations_that_the_audit_finds():
    found = audit.checks("all", edition="2024", language="en")
    counts = dict(found.group_by(pl.col("verdict").cast(pl.String)).len().rows())
    told = (
        f"{found.height} relations, {counts['consistent']} consistent, {counts['contradicts']} contradicting, "
        f"{counts['cannot_be_checked']} not checkable"
    )
    assert told in (ROOT / "docs" / "explanation" / "methods.md").read_text("utf-8")


def test_a_dead_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# Here and there\n[a](page.md) [b](page.md#here-and-there) [c](gone.md) [d](#nowhere) [e](https://example.vn)\n"
        "```\n[f](in_code.md)\n```\n",
        "utf-8",
    )
    assert dead_links(page) == ["gone.md", "#nowhere"]
