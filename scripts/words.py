"""Keeps the catalogues in step: messages of the code (English → vi.po), Markdown of notebooks (Vietnamese → en.po).

python -m scripts.words            add what is missing, drop what is gone; translations are kept
python -m scripts.words --check    say what is missing and fail
"""

import ast
import io
import sys
from pathlib import Path

import nbformat
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "icanalysis" / "wording" / "locale"
MARKS = ("_", "marked", "Phrase")


def messages_of_code(folder: Path = ROOT / "icanalysis") -> list[str]:
    """Every message that the code gives to one of `MARKS`, also inside f-strings, in the order of the files."""
    trees = (ast.parse(file.read_text("utf-8")) for file in sorted(folder.rglob("*.py")))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    texts = (
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in MARKS and isinstance(call.args[0], ast.Constant)
    )
    return list(dict.fromkeys([*texts, *helps_of_commands(folder / "cli")]))


def helps_of_commands(folder: Path) -> list[str]:
    """What the commands and their options say of themselves: each `help=…`, and the docstring of each command."""
    nodes = [node for file in sorted(folder.glob("*.py")) for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    words = (word for node in nodes if isinstance(node, ast.Call) for word in node.keywords)
    helps = [word.value.value for word in words if word.arg == "help"]
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef))
    return [*helps, *(ast.get_docstring(one) for one in functions if any(map(_makes_command, one.decorator_list)))]


def _makes_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr == "command"


def messages_of_notebooks() -> list[str]:
    """Every Markdown cell of the notebooks, and each title alone."""
    cells = (
        cell.source
        for file in sorted((ROOT / "notebooks").glob("*.ipynb"))
        for cell in nbformat.read(file, as_version=4).cells
        if cell.cell_type == "markdown"
    )
    texts = []
    for source in cells:
        if source.startswith("# "):
            texts.append(source.partition("\n")[0].removeprefix("# "))
        texts.append(source)
    return list(dict.fromkeys(texts))


def updated(language: str, messages: list[str]) -> tuple[Catalog, list[str]]:
    """The catalogue with exactly these messages, known translations kept, and those still without one."""
    file = LOCALE / f"{language}.po"
    known = read_po(io.BytesIO(file.read_bytes())) if file.exists() else Catalog()
    catalogue = Catalog(locale=language, project="icanalysis", charset="utf-8", fuzzy=False)
    missing = []
    for message in messages:
        translation = known[message].string if message in known else ""
        catalogue.add(message, translation)
        if not translation:
            missing.append(message)
    return catalogue, missing


def main(check: bool) -> int:
    """Writes or checks both catalogues; the exit code says whether anything lacks a translation."""
    lacking = 0
    for language, messages in (("vi", messages_of_code()), ("en", messages_of_notebooks())):
        catalogue, missing = updated(language, messages)
        lacking += len(missing)
        for message in missing:
            print(f"{language}.po lacks: {message!r}")
        if not check:
            with (LOCALE / f"{language}.po").open("wb") as file:
                write_po(file, catalogue, width=100, omit_header=True)
    return int(check and lacking > 0)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
