"""The few rules of style that the theme in ``.streamlit/config.toml`` has no setting for."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.index import NAME_SIZE
from dashboard.charts.map import MAP_HEIGHT, MAP_TALL
from dashboard.charts.palette import Palette
from dashboard.language import language

ADDRESS = "address"  # beginning of the keys of containers whose widgets hold the address and are not shown
PHONE, DESK = "phone", "desk"  # beginnings of the keys of containers that only one of the two shows
STEADY = "steady"  # beginning of the keys of containers that keep their height while their widgets come
WAY = "way"  # class of the lines that lead to other views (``dashboard.ui.address.way``)


def style(colours: Palette) -> None:
    """Write the rules into the page, once a run."""
    st.html(
        f"""<style>
        [class*="st-key-{ADDRESS}"], div:has(> [class*="st-key-{ADDRESS}"]):not(:has(> :nth-child(2))) {{ display: none; }}
        /* Streamlit's own shades of these fall short of a contrast of 4.5. */
        [data-testid="stMultiSelectTagsContainer"] [data-tag] * {{ color: {colours.paper}; }}
        [data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] * {{ color: {colours.muted}; opacity: 1; }}
        a.{WAY}, a.{WAY}:visited {{ display: inline-block; line-height: 1.4; color: {colours.cooperative}; text-decoration: underline; }}
        [data-testid="stMarkdownContainer"] blockquote {{ color: {colours.muted}; opacity: 1; }}
        /* Names on the strips of leaders, of a size that nothing else in the figures has, overlap on a phone. */
        @media (max-width: 640px) {{ .js-plotly-plot .annotation-text[style*="font-size: {NAME_SIZE}px"] {{ display: none; }} }}
        /* On a desk events stand in a table, on a phone as lines that lead to their cards. */
        [class*="st-key-{PHONE}-"] {{ display: none; }}
        @media (max-width: 640px) {{
            [class*="st-key-{PHONE}-"] {{ display: flex; }}
            [class*="st-key-{DESK}-"] {{ display: none; }}
        }}
        /* Hangul breaks between words, as Latin letters do, not within them. */
        .stApp, .stApp :is(h1, h2, h3, h4, h5, h6, p, li), .stApp :is(h1, h2, h3, h4, h5, h6, p, li) * {{ word-break: keep-all; overflow-wrap: break-word; }}
        /* A widget that is still being fetched keeps the height that it will have, label included. */
        [class*="st-key-shown_"]:has(> [data-testid="stSkeleton"]) {{ min-height: 4.25rem; }}
        /* So does the map, whose height the browser alone knows; a phone leaves a rem free at either side. */
        .st-key-map {{ min-height: min({MAP_HEIGHT}px, {MAP_TALL} * (100vw - 2rem)); }}
        /* A table in prose is no wider than a phone: small letters, and words that break where they must. */
        @media (max-width: 640px) {{ [data-testid="stMarkdownContainer"] :is(th, td) {{ font-size: 0.75rem; padding: 0.2rem 0.25rem; overflow-wrap: anywhere; word-break: normal; }} }}
        /* Room for three controls one under another, or a full list of choices: what stands below does not jump, and more room is taken where they need it. */
        [class*="st-key-{STEADY}-"] {{ min-height: 13rem; }}
        abbr[title] {{ text-decoration: underline dotted; cursor: help; }}
        abbr[title]:focus::after {{ content: " (" attr(title) ")"; }}
        :is(a, button, abbr, input, [role="radio"], [role="tab"], [tabindex="0"]):focus-visible {{ outline: 2px solid {colours.cooperative}; outline-offset: 2px; }}
        @media (prefers-reduced-motion: reduce) {{ *, *::before, *::after {{ animation-duration: 0.01ms !important; animation-iteration-count: 1 !important; transition-duration: 0.01ms !important; scroll-behavior: auto !important; }} }}
        </style>"""
    )


def name_language() -> None:
    """Say in the document which language it is in, which Streamlit leaves at English: screen readers choose their voice by it."""
    st.html(f"<script>document.documentElement.lang = '{language()}'</script>", unsafe_allow_javascript=True)


def alone(key: str) -> None:
    """Show one figure of the page and nothing else: what others put into their pages."""
    st.html(
        f"""<style>
        .stMainBlockContainer *:not(:has(.st-key-figure-{key})):not(.st-key-figure-{key}, .st-key-figure-{key} *) {{ display: none; }}
        .stMainBlockContainer {{ padding: 0.5rem 1rem !important; max-width: none; }}
        [data-testid="stHeader"], [data-testid="stSidebar"] {{ display: none; }}
        </style>"""
    )
