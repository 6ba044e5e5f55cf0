"""The house keeps its order: who may import whom, and what the pages are called."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = sorted((ROOT / "dashboard").rglob("*.py"))

# Each module may import those that stand before it in the flow; a folder stands for all that is in it.
FLOW = [
    "contract",
    "events",
    "filters",
    "crises",
    "tension",
    "findings",
    "exports",
    "codebook",
    "charts",
    "ui",
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
    if "ui" not in path.parts:
        assert not any(name.split(".")[0] == "streamlit" for name in imports(path))


@pytest.mark.parametrize("path", PACKAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_data_flow_one_way(path: Path):
    here = path.relative_to(ROOT / "dashboard").with_suffix("").parts[0]
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "dashboard" and len(parts) > 1 and parts[1] in FLOW:
            assert FLOW.index(parts[1]) <= FLOW.index(here), f"{here} imports {name}"


def test_no_page_bears_its_address():
    """Else a fresh server would open the page's file bare when the first visitor comes by a deep link."""
    door = (ROOT / "streamlit_app.py").read_text(encoding="utf-8")
    pages = re.findall(r'st\.Page\(\s*"pages/([a-z_]+)\.py",\s*title="[^"]+",\s*url_path="([a-z]+)"', door)
    assert {stem for stem, _ in pages} == {p.stem for p in (ROOT / "pages").glob("*.py")}
    assert len(pages) == 5 and all(stem != address for stem, address in pages)


def test_pages_are_short_and_charts_read_no_files():
    for page in (ROOT / "pages").glob("*.py"):
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 120, page
    for chart in (ROOT / "dashboard/charts").glob("*.py"):
        assert not re.search(r"\bopen\(|read_csv|read_text", chart.read_text(encoding="utf-8"))
