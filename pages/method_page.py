"""Method: the codebook from the data files, scope, limits, licence and how to cite."""

import streamlit as st

from dashboard import codebook
from dashboard.census import census, words
from dashboard.glossary import TERMS
from dashboard.language import _, language
from dashboard.params import parameters_table
from dashboard.ui.figure import column_words
from dashboard.ui.state import current_view, data_folder

events = current_view().events
st.title(_("Method"), anchor=False)
st.markdown(
    _("**The record, version {version}**: {words}.").format(version=events.version, words=words(census(events)))
)
st.markdown(codebook.rules(data_folder(), language()))

st.header(_("Event types"), anchor="types")
st.markdown(_("Score: up is worse. Levels are those of the Correlates of War. Hover a cell to read it whole."))
types = codebook.types_table(events).rename(columns={"type": "code"})
st.dataframe(types, hide_index=True, height=460, column_config=column_words(types))

st.header(_("Actors and domains"), anchor="actors")
sides = {"north": _("North"), "south": _("South"), "other": _("Other")}
actors, domains = st.columns(2)
for place, table in (
    (actors, events.actors[["code", "name", "side", "description"]].replace({"side": sides})),
    (domains, events.domains[["domain", "label", "description"]].rename(columns={"domain": "code", "label": "name"})),
):
    place.dataframe(table, hide_index=True, column_config=column_words(table))

st.header(_("The index"), anchor="index")
st.markdown(
    _(
        "Tension on a day is the sum of all hostile scores so far, each faded by half in every half-life since its day, less the same sum of cooperative scores, and never below zero. The percentile is the share of days in the ten years before with less tension. It describes reported acts; it does not predict."
    )
)
sources = _("Sources")
st.markdown(
    "\n".join(
        f"- `{one.parameter}`: **{one.value}** ({one.unit}). {one.reason} *{sources}*: {one.source}"
        for one in parameters_table().itertuples()
    )
)

st.header(_("Abbreviations"), anchor="glossary")
st.markdown("\n".join(f"- **{term}**: {_(meaning)}" for term, meaning in TERMS.items()))

st.header(_("Columns of every file"), anchor="columns")
for resource in events.package["resources"]:
    with st.expander(f"{resource['path']}: {codebook.spoken_of(resource, 'title')}"):
        columns = codebook.columns_table(events, resource["name"])
        st.dataframe(columns, hide_index=True, column_config=column_words(columns))
