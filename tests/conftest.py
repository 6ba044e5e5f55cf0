"""Fixtures that all tests share: the shipped record, and copies of it to break."""

import shutil
from pathlib import Path

import pytest

from dashboard import Events, load_events
from dashboard.contract import DATA_FOLDER

QUERIES = [
    "",
    "from=2010-01-01&to=2010-12-31",
    "actor=PRK&actor=KOR&type=naval_clash",
    "dyad=PRK-USA&from=2017-01-01&to=2018-12-31",
    "initiator=KOR&sign=hostile",
    "sign=cooperative&domain=diplomacy&from=2018-01-01&to=2018-12-31",
    "level=4&level=5&deaths=1",
    "place=Yeonpyeong",
    "attribution=disputed&q=north",
    "event=2023-malligyong-1-satellite-launch&event=2023-hostile-states-speech",
    "target=PRK&type=military_exercise&type=deployment",
    "actor=UNC&from=2030-01-01",
]


@pytest.fixture(scope="session")
def events() -> Events:
    return load_events()


@pytest.fixture
def package_copy(tmp_path: Path) -> Path:
    """A copy of the data package that a test may break."""
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder)
    return folder
