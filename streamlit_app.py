"""The door under the name that hosts of Streamlit apps look for; ``make run`` opens dashboard/app.py, which says why.

Streamlit serves the folder ``static`` beside the script that it runs: here that is a link to ``dashboard/static``.
"""

from dashboard.app import main

main()
