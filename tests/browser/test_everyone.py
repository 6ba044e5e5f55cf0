"""The app for everyone: no serious fault that axe-core finds, all by keyboard, at 200 %, with less motion, in both languages."""

import pytest

from tests.browser.test_paths import PAGES

axe = pytest.importorskip("axe_playwright_python.sync_playwright")


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_axe_finds_nothing_serious(visit, colour_scheme: str, lang: str):
    visitor = visit(colour_scheme=colour_scheme)
    found = []
    for page in PAGES:
        visitor.open(f"/{page}?lang=ko" if lang == "ko" else f"/{page}")
        results = axe.Axe().run(visitor.page).response
        found += [
            f"/{page}: {fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]}"
            for fault in results["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]
    assert found == []
