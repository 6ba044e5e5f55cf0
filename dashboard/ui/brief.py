"""The brief of the rows in view, as files made when they are asked for."""

from __future__ import annotations

from dashboard.brief import to_html, to_markdown, write_brief
from dashboard.charts.index import index_still, thin
from dashboard.charts.palette import palette
from dashboard.findings import index_peak
from dashboard.language import _
from dashboard.pictures import Caption, to_svg
from dashboard.ui.address import present_address
from dashboard.ui.figure import source_line
from dashboard.ui.files import GRID, file_button
from dashboard.ui.state import View, index_of


def brief_buttons(view: View) -> None:
    """Two buttons: the brief to print, and to paste."""
    address = present_address()

    def html() -> bytes:
        index = index_of(view.wanted)
        start, end = view.span
        shown = index[index["date"].between(start, end)].reset_index(drop=True)
        light = palette("light")
        caption = Caption(
            index_peak(shown),
            _("Tension by day, points · {describe}").format(describe=view.wanted.describe(view.events)),
            source_line(view),
            address,
        )
        chart = to_svg(
            index_still(thin(shown, "tension"), "tension", crises=view.events.crises, colours=light), caption, light
        )
        brief = write_brief(view.events, view.wanted, view.rows, index)
        return to_html(view.events, brief, address, chart).encode()

    def markdown() -> bytes:
        brief = write_brief(view.events, view.wanted, view.rows, index_of(view.wanted))
        return to_markdown(view.events, brief, address).encode()

    for label, suffix, make in ((_("Brief to print (HTML)"), "html", html), (_("Brief (Markdown)"), "md", markdown)):
        name = view.wanted.filename("brief", suffix)
        file_button(
            label, make, name, f"brief_{suffix}", icon=":material/article:", width=GRID, disabled=view.rows.empty
        )
