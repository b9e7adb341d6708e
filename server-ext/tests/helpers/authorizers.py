"""Authorizers that allow less than everything."""

from jupyter_server.auth.authorizer import Authorizer


class AllowNothing(Authorizer):
    """Nobody may do anything with the extension."""

    def is_authorized(self, handler, user, action, resource):
        return resource != "tslab-memory"


class AllowReading(Authorizer):
    """Everybody may look, nobody may change."""

    def is_authorized(self, handler, user, action, resource):
        return action == "read"
