"""Abbreviations that readers of the field know and others do not: what they stand for, in the language that is spoken."""

from __future__ import annotations

import re

from dashboard.language import N_, _

# Abbreviation -> its name and what it is, in one line.
TERMS = {
    "MDL": N_("Military Demarcation Line: the line of July 1953 in the middle of the demilitarised zone"),
    "DMZ": N_("Demilitarised Zone: two kilometres on either side of the Military Demarcation Line"),
    "NLL": N_(
        "Northern Limit Line: the sea border in the Yellow Sea that the UN Command drew in 1953 and the North does not accept"
    ),
    "JSA": N_("Joint Security Area: the strip at Panmunjom where both sides meet"),
    "MAC": N_("Military Armistice Commission: the body of both sides that oversaw the armistice of 1953"),
    "CMA": N_("Comprehensive Military Agreement of 19 September 2018 between the two Koreas"),
    "UNC": N_("United Nations Command: signed the armistice and oversees the South's half of the demilitarised zone"),
    "CFC": N_("Combined Forces Command of South Korea and the United States"),
    "JCS": N_("Joint Chiefs of Staff of South Korea"),
    "KPA": N_("Korean People's Army: the North's forces"),
    "KCNA": N_("Korean Central News Agency: the North's state news agency"),
    "GP": N_("guard post inside the demilitarised zone"),
    "ICBM": N_("intercontinental ballistic missile: range of 5,500 kilometres or more"),
    "IRBM": N_("intermediate-range ballistic missile: range of 3,000 to 5,500 kilometres"),
    "SLBM": N_("submarine-launched ballistic missile"),
    "SRBM": N_("short-range ballistic missile: range under 1,000 kilometres"),
    "MLRS": N_("multiple-launch rocket system"),
    "THAAD": N_("Terminal High Altitude Area Defense: the US missile defence system placed in the South in 2017"),
    "KADIZ": N_("Korea Air Defence Identification Zone: where approaching aircraft must identify themselves"),
    "IAEA": N_("International Atomic Energy Agency"),
    "NPT": N_("Treaty on the Non-Proliferation of Nuclear Weapons"),
    "KEDO": N_(
        "Korean Peninsula Energy Development Organization: built reactors in the North under the accord of 1994"
    ),
    "PSI": N_("Proliferation Security Initiative: states that agree to stop shipments of weapons of mass destruction"),
    "GPS": N_("Global Positioning System: satellite navigation"),
}
_ANY = re.compile(rf"(?<![A-Za-z])({'|'.join(sorted(TERMS, key=len, reverse=True))})(?![A-Za-z])")


def explained(safe: str) -> str:
    """Text with the first use of each abbreviation marked up with its meaning, for a pointer, a keyboard and a screen reader.

    safe: text that may stand in HTML as it is; the meanings hold no markup.
    """
    seen: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        term = found[1]
        if term in seen:
            return term
        seen.add(term)
        return f'<abbr title="{_(TERMS[term])}" tabindex="0">{term}</abbr>'

    return _ANY.sub(mark, safe)
