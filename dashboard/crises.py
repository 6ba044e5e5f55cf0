"""Named stretches of the record that pages lead to."""

from __future__ import annotations

# The chain that the project began with: satellite, suspension, withdrawal, guard posts and heavy weapons, order to
# prepare for war, "two hostile states", speech to the commanders. A test holds that every link stands in the record.
FOUNDING_STORY = (
    "2023-malligyong-1-satellite-launch",
    "2023-south-suspends-no-fly-zone",
    "2023-north-scraps-military-agreement",
    "2023-north-rebuilds-guard-posts",
    "2023-war-preparations-order",
    "2023-hostile-states-speech",
    "2023-speech-to-commanders",
)
