"""The Streamlit pieces that pages share: the filter bar, figures, cards and downloads."""
