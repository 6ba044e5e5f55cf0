"""Charts: a function takes a frame and returns an Altair chart or a Plotly figure. None filters or reads files."""
