"""The REST calls: thin, each asks the service off the event loop."""

from .routes import ROUTES

__all__ = ["ROUTES"]
