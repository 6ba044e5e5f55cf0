"""The parameters of the index: what they refuse, and how they are written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import TensionParams, load_events
from dashboard.params import DEFAULT_PARAMS, from_json, from_mapping, from_text, parameters_table, to_json, to_text

EVENTS = load_events()
factors = st.floats(0, 10, allow_nan=False).map(lambda x: round(x, 3))
any_params = st.builds(
    TensionParams,
    hostile_half_life=st.floats(1, 9999).map(lambda x: round(x, 2)),
    verbal_cap=st.floats(0, 9999).map(lambda x: round(x, 2)),
    type_weights=st.dictionaries(st.sampled_from(list(EVENTS.types.index)), factors, max_size=4).map(
        lambda weights: tuple(sorted(weights.items()))
    ),
    domain_weights=st.dictionaries(st.sampled_from(list(EVENTS.domains.index)), factors, max_size=2).map(
        lambda weights: tuple(sorted(weights.items()))
    ),
    without_actors=st.lists(st.sampled_from(list(EVENTS.actors.index)), unique=True, max_size=3).map(tuple),
)


@given(any_params)
def test_parameters_survive_json_and_the_address(params: TensionParams):
    assert from_json(to_json(params), EVENTS) == params
    again, problems = from_text(to_text(params), EVENTS)
    assert not problems and to_text(again) == to_text(params)


def test_lists_that_only_fit_together_are_read_together():
    params = TensionParams(landmark_types=("threat",), verbal_types=("propaganda",))
    assert from_json(to_json(params), EVENTS) == params and from_text(to_text(params), EVENTS) == (params, [])


def test_the_defaults_are_an_empty_text():
    assert to_text(DEFAULT_PARAMS) == "" and from_text("", EVENTS) == (DEFAULT_PARAMS, [])
    assert from_json("{}", EVENTS) == DEFAULT_PARAMS == TensionParams()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hostile_half_life": 0}, "hostile_half_life"),
        ({"deaths_weight": -1}, "deaths_weight"),
        ({"verbal_cap": float("nan")}, "verbal_cap"),
        ({"verbal_cap": True}, "verbal_cap"),
        ({"type_weights": (("threat", 11.0),)}, "threat"),
        ({"landmark_types": ("threat",)}, "cannot be verbal_types too"),
    ],
)
def test_values_that_make_no_index_are_refused_by_name(values: dict, words: str):
    with pytest.raises(ValueError, match=words):
        TensionParams(**values)


def test_what_cannot_be_read_is_named_and_the_rest_counts():
    params, problems = from_text(
        "hostile_half_life:soon;type_weights:5;type.missile_test:0;type.magic:2;colour:1;nonsense;without_actors:USA,XXX;verbal_cap:-4",
        EVENTS,
    )
    assert params == TensionParams(type_weights=(("missile_test", 0.0),), without_actors=("USA",))
    said = "\n".join(problems)
    for part in ("soon", "magic", "colour", "nonsense", "XXX", "verbal_cap: -4"):
        assert part in said, part
    assert len(problems) == 7
    for values in ({"type_weights": 3}, {"without_actors": "USA"}, {"without_actors": 3}, {"hostile_half_life": "7"}):
        params, problems = from_mapping(values, EVENTS)
        assert params == DEFAULT_PARAMS and len(problems) == 1
    for text in ("[]", "{", '{"x": 1}'):
        with pytest.raises(ValueError, match=r"JSON|no such parameter"):
            from_json(text, EVENTS)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{}:1",
        "hostile_half_life:{}",
        "{}:{}",
        "type.{}:1",
        "type.threat:{}",
        "without_actors:{}",
        "verbal_cap:9{}",
    ],
)
def test_long_nonsense_is_cut_in_what_is_said_of_it(text: str):
    for long in ("x" * 3000, "9" * 3000):
        said = "".join(from_text(text.replace("{}", long), EVENTS)[1])
        assert long[:61] not in said


def test_every_parameter_explains_itself():
    table = parameters_table()
    assert table["unit"].str.len().gt(0).all() and table["reason"].str.len().gt(20).all()
    assert table["source"].str.len().gt(5).all() and table["value"].str.len().gt(0).all()
