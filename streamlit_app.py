"""The door under the name that hosts of Streamlit apps look for; ``make run`` opens dashboard/app.py, which says why."""

from dashboard.app import main

main()
