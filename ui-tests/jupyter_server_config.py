"""Configuration of the JupyterLab that the browser tests start: no token, and galata's helpers in the page."""

from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)  # noqa: F821
# The same server has Notebook 7, below /tree and /notebooks.
c.JupyterNotebookApp.expose_app_in_browser = True  # noqa: F821
# However long a slow browser takes to come to Undo.
c.MemoryApp.undo_seconds = 600.0  # noqa: F821
