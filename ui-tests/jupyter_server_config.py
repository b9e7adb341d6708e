"""Configuration of the JupyterLab that the browser tests start: no token, and galata's helpers in the page."""

from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)  # noqa: F821
