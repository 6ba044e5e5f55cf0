"""The floor: one line of text and a button that reruns it."""

import streamlit as st

st.session_state["n"] = st.session_state.get("n", 0) + st.button("again")
st.text(f"run {st.session_state['n']} done")
