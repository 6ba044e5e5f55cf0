"""The two languages: no text is missing, no placeholder differs, nothing that is computed with changes."""

import ast
import csv
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from dashboard import codebook
from dashboard.contract import DATA_FOLDER
from dashboard.exports import to_csv
from dashboard.filters import EventFilter
from dashboard.language import ENGLISH, KOREAN, MESSAGES, _, long_date, long_month, long_span, ngettext, speaking
from dashboard.ui import files

ROOT = DATA_FOLDER.parent
HANGUL = re.compile("[가-힣]")


def _in_code() -> dict[str, str]:
    """Every text marked for readers: singular -> the text that others are compared with. Read from the syntax tree, since
    extractors by tokens miss what stands inside an f-string before Python 3.12.
    """
    texts: dict[str, str] = {}
    for path in [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "N_", "ngettext")
            ):
                said = [
                    arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
                if said:
                    texts[said[0]] = said[-1]
    return texts


@pytest.fixture(scope="module")
def korean():
    with (MESSAGES / "ko.po").open("rb") as file:
        return {
            m.id if isinstance(m.id, str) else m.id[0]: m.string if isinstance(m.string, str) else m.string[0]
            for m in read_po(file, locale=KOREAN)
            if m.id
        }


def test_every_text_has_a_korean_one_and_none_is_left_over(korean):
    code = _in_code()
    assert len(code) > 400
    assert sorted(set(code) - set(korean)) == []
    assert sorted(set(korean) - set(code)) == []
    assert [text for text, said in korean.items() if not said] == []


def test_placeholders_and_their_formats_are_the_same(korean):
    def holes(text):
        return sorted({(name, spec) for _t, name, spec, _c in Formatter().parse(text) if name is not None})

    for one, many in _in_code().items():
        assert holes(korean[one]) == holes(many), one


def test_korean_texts_are_korean(korean):
    # Templates of placeholders and marks hold no word.
    plain = {text: re.sub(r"{[^}]*}", "", said) for text, said in korean.items()}
    worded = {text: said for text, said in plain.items() if re.search("[A-Za-z]{3}", re.sub(r"{[^}]*}", "", text))}
    assert [text for text, said in worded.items() if not HANGUL.search(said)] == []


@pytest.mark.parametrize(
    "name", ["Pretendard-Regular.otf", "Pretendard-SemiBold.otf", "Pretendard-Regular.subset.woff2"]
)
def test_the_font_has_every_letter_of_hangul_that_is_shown(korean, name):
    known = set(TTFont(ROOT / "dashboard/static/fonts" / name).getBestCmap())
    said = "".join(korean.values()) + (DATA_FOLDER / "README.ko.md").read_text(encoding="utf-8")
    for file in ("events", "crises", "actors", "domains", "event_types", "leaders"):
        with (DATA_FOLDER / f"{file}.csv").open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                said += "".join(text for column, text in row.items() if column.endswith("_ko"))
    assert sorted({c for c in said if HANGUL.match(c) and ord(c) not in known}) == []


def test_the_codebook_speaks_korean_too(events):
    rules = {
        code: re.findall(r"^(\d+)\. ", codebook.rules(DATA_FOLDER, code), re.MULTILINE) for code in (ENGLISH, KOREAN)
    }
    assert set(rules[ENGLISH]) == set(rules[KOREAN])
    types = events.types
    assert ((types["low_when"] == "") == (types["low_when_ko"] == "")).all()
    assert ((types["high_when"] == "") == (types["high_when_ko"] == "")).all()
    with speaking(KOREAN):
        table = codebook.types_table(events.spoken(KOREAN))
    assert table["definition"].map(lambda text: bool(HANGUL.search(text))).all()


def test_dates_and_counts_follow_the_language():
    day = date(2010, 11, 23)
    assert (long_date(day), long_month(day)) == ("23 Nov 2010", "November 2010")
    assert ngettext("in {n:,} day", "in {n:,} days", 1).format(n=1) == "in 1 day"
    with speaking(KOREAN):
        assert (long_date(day), long_month(day)) == ("2010년 11월 23일", "2010년 11월")
        assert long_span(day, date(2010, 12, 1)) == "2010년 11월 23일–2010년 12월 1일"
        assert ngettext("in {n:,} day", "in {n:,} days", 3).format(n=3) == "3일 동안"
        assert _("Timeline") == "타임라인"
    assert _("Timeline") == "Timeline"
    with pytest.raises(KeyError), speaking("xx"):
        pass


def test_the_korean_record_has_the_same_rows_codes_and_downloads(events):
    korean = events.spoken(KOREAN)
    assert korean.spoken(ENGLISH) is events
    assert list(korean.frame["event_id"]) == list(events.frame["event_id"])
    for column in ("score", "sign", "domain", "initiators", "deaths", "title_ko"):
        assert korean.frame[column].equals(events.frame[column]), column
    assert korean.frame["title"].equals(events.frame["title_ko"])
    assert korean.frame["notes"].equals(events.frame["notes_ko"])
    assert korean.frame["label"].map(lambda label: bool(HANGUL.search(label))).all()
    wanted = EventFilter(place="Yeonpyeong")
    assert list(wanted.apply(korean)["event_id"]) == list(wanted.apply(events)["event_id"])
    assert to_csv(korean, wanted.apply(korean)) == to_csv(events, wanted.apply(events))
    with speaking(KOREAN):
        assert (
            EventFilter(actor=("PRK",), start=date(2010, 1, 1)).describe(korean)
            == "시작일: 2010년 1월 1일 · 행위자: 북한"
        )


def test_every_column_says_in_korean_what_it_is(events):
    for resource in events.package["resources"]:
        plain = codebook.columns_table(events, resource["name"])
        with speaking(KOREAN):
            title, said = codebook.spoken_of(resource, "title"), codebook.columns_table(events, resource["name"])
        assert HANGUL.search(title), resource["name"]
        assert list(said["column"]) == list(plain["column"])
        assert said["meaning"].map(lambda meaning: bool(HANGUL.search(meaning))).all(), resource["name"]


def test_a_file_that_another_thread_makes_speaks_the_visitors_language(monkeypatch: pytest.MonkeyPatch):
    taken = {}
    monkeypatch.setattr(files.st, "download_button", lambda label, data, **options: taken.update(data=data))
    with speaking(KOREAN):
        files.file_button("x", lambda: _("Sources").encode(), "x.txt", "x")
        said = _("Sources")
    with ThreadPoolExecutor() as threads:
        assert threads.submit(taken["data"]).result().decode() == said != "Sources"
