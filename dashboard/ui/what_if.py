"""What if: other half-lives, weights and caps for the index, kept in the address and to be had as a file."""

from __future__ import annotations

from dataclasses import Field, replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.events import Events
from dashboard.language import N_, _
from dashboard.params import DEFAULT_PARAMS, MOST, MOST_FACTOR, NUMBERS, TensionParams, from_text, to_json, to_text
from dashboard.ui.address import parameter, set_parameter, unread
from dashboard.ui.text import markdown

_PARAMETER = "whatif"
_LABELS = {
    "hostile_half_life": N_("Half-life, hostile acts"),
    "cooperative_half_life": N_("Half-life, cooperative acts"),
    "landmark_half_life": N_("Half-life, landmark acts"),
    "deaths_weight": N_("Weight of deaths"),
    "verbal_cap": N_("Cap on words"),
}
_STEPS = {"deaths_weight": 0.25}


def _reason(field: Field[Any]) -> str:
    """Why a parameter is what it is, and its default."""
    reason, unit = field.metadata["reason"], field.metadata["unit"]
    return _("{reason} Default: {default:g} {unit}.").format(reason=_(reason), default=field.default, unit=_(unit))


def what_if(events: Events) -> TensionParams:
    """Draw the drawer; returns the parameters that the address asks for (the defaults, if it asks for none)."""
    params, problems = from_text(parameter(_PARAMETER), events)
    if problems:
        unread(_("Part of what the address asks of the index could not be read."), problems)
    changed = params != DEFAULT_PARAMS
    label = _("What if? The index with other parameters") + (_(" (changed)") if changed else "")
    drawer = st.expander(label, expanded=changed, key="what_if", on_change="rerun", icon=":material/tune:")
    if drawer.open:
        with drawer:
            _controls(events, params, changed)
    return params


def _ask(params: TensionParams) -> None:
    set_parameter(_PARAMETER, to_text(params))


def _controls(events: Events, params: TensionParams, changed: bool) -> None:
    def now() -> TensionParams:
        """What the address asks for at this moment: ``params`` may be a change behind, if two follow quickly."""
        return from_text(str(st.session_state[_PARAMETER]), events)[0]

    def shown(name: str, value: Any) -> str:
        st.session_state[f"if_{name}"] = value
        return f"if_{name}"

    def number(name: str) -> None:
        changes: dict[str, Any] = {name: float(st.session_state[f"if_{name}"])}
        _ask(replace(now(), **changes))

    def factor(name: str, code: str) -> None:
        weights = {**dict(getattr(now(), name)), code: float(st.session_state[f"if_{name}_{code}"])}
        changes: dict[str, Any] = {name: tuple(sorted((c, f) for c, f in weights.items() if f != 1))}
        _ask(replace(now(), **changes))

    def left_out() -> None:
        kept = {c: f for c, f in now().type_weights if f != 0}
        weights = {**kept, **dict.fromkeys(st.session_state["if_left_out"], 0.0)}
        _ask(replace(now(), type_weights=tuple(sorted(weights.items()))))

    def without() -> None:
        _ask(replace(now(), without_actors=tuple(st.session_state["if_without"])))

    st.markdown(
        _(
            "The changed curve stands before the default in grey. Nothing here is truer than the default: it shows how much hangs on each choice."
        )
    )
    for place, field in zip(st.columns(len(NUMBERS)), NUMBERS, strict=True):
        name, unit = field.name, field.metadata["unit"]
        place.number_input(
            f"{_(_LABELS[name])} ({_(unit)})",
            min_value=float(field.metadata["least"]),
            max_value=MOST,
            step=_STEPS.get(name, 1.0),
            key=shown(name, float(getattr(params, name))),
            on_change=number,
            args=(name,),
            help=_reason(field),
        )
    st.markdown(_("**Weight of each domain**: 1 as coded, 0 left out, 2 counted double"))
    weights = dict(params.domain_weights)
    for place, (code, domain) in zip(st.columns(len(events.domains)), events.domains.iterrows(), strict=True):
        place.number_input(
            domain["label"],
            min_value=0.0,
            max_value=MOST_FACTOR,
            step=0.25,
            key=shown(f"domain_weights_{code}", weights.get(str(code), 1.0)),
            on_change=factor,
            args=("domain_weights", str(code)),
        )

    def label(code: str) -> str:
        return str(events.types.loc[code, "label"])

    types, actors, one, weight = st.columns([3, 3, 2, 1], vertical_alignment="bottom")
    types.multiselect(
        _("Leave out types of act"),
        list(events.types.index),
        format_func=label,
        key=shown("left_out", [c for c, f in params.type_weights if f == 0]),
        on_change=left_out,
        placeholder=_("None"),
    )
    actors.multiselect(
        _("Leave out acts of"),
        list(events.actors.index),
        format_func=events.actor_names,
        key=shown("without", list(params.without_actors)),
        on_change=without,
        placeholder=_("Nobody"),
    )
    chosen = one.selectbox(_("Weight of one type"), list(events.types.index), format_func=label, key="if_type")
    weight.number_input(
        _("Factor"),
        min_value=0.0,
        max_value=MOST_FACTOR,
        step=0.25,
        key=shown(f"type_weights_{chosen}", dict(params.type_weights).get(chosen, 1.0)),
        on_change=factor,
        args=("type_weights", chosen),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("Back to the default"), on_click=partial(_ask, DEFAULT_PARAMS), disabled=not changed)
        st.download_button(
            _("Parameters (JSON)"),
            data=to_json(params),
            file_name="params.json",
            mime="application/json",
            on_click="ignore",
            icon=":material/download:",
        )
        words = "; ".join(f"{name} {_said(value)}" for name, value in params.changes().items()) or _("nothing")
        st.caption(
            _(
                "Changed: {words}. The address holds the changes; the file works with `python -m dashboard index --params params.json`."
            ).format(words=markdown(words))
        )


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{code} × {factor:g}" for code, factor in value.items())
    return ", ".join(value) if isinstance(value, list) else f"{value:g}"
