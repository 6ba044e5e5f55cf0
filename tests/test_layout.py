"""The house keeps its order: who may import whom, and what the pages are called."""

import ast
import re
from pathlib import Path

import pytest

from dashboard.app import PAGES

ROOT = Path(__file__).parent.parent
PACKAGE = sorted((ROOT / "dashboard").rglob("*.py"))

# Each module may import those that stand before it in the flow; a folder stands for all that is in it.
FLOW = [
    "language",
    "glossary",
    "contract",
    "events",
    "filters",
    "crises",
    "params",
    "tension",
    "census",
    "places",
    "actors",
    "months",
    "responses",
    "event_study",
    "brief",
    "validation",
    "findings",
    "exports",
    "citations",
    "codebook",
    "charts",
    "pictures",
    "ui",
    "app",
    "__main__",
    "__init__",
]


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", PACKAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_ui_knows_streamlit(path: Path):
    if "ui" not in path.parts and path.name != "app.py":
        assert not any(name.split(".")[0] == "streamlit" for name in imports(path))


@pytest.mark.parametrize("path", PACKAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_data_flow_one_way(path: Path):
    here = path.relative_to(ROOT / "dashboard").with_suffix("").parts[0]
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "dashboard" and len(parts) > 1 and parts[1] in FLOW:
            assert FLOW.index(parts[1]) <= FLOW.index(here), f"{here} imports {name}"


def test_no_page_bears_its_address_and_the_door_stands_apart():
    """Else a fresh server would open a page's file bare, or say "Page not found", when the first visitor comes by a link."""
    assert {p.stem for p in (ROOT / "pages").glob("*.py")} == {f"{address}_page" for address in PAGES}
    assert not (ROOT / "dashboard/pages").exists()
    assert "streamlit run dashboard/app.py" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_both_doors_stand_beside_the_fonts():
    for door in (ROOT / "dashboard/app.py", ROOT / "streamlit_app.py"):
        assert list((door.parent / "static/fonts").glob("Pretendard-*.woff2")), door


def test_pages_are_short_and_charts_read_no_files():
    for page in (ROOT / "pages").glob("*.py"):
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 120, page
    for chart in (ROOT / "dashboard/charts").glob("*.py"):
        assert not re.search(r"\bopen\(|read_csv|read_text", chart.read_text(encoding="utf-8"))
