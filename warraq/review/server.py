"""The server of the review: the sockets of this machine alone, and the application on them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

from warraq.config import SiteConfig
from warraq.project import Project
from warraq.review.app import application
from warraq.review.index import open_index
from warraq.serve.server import LocalServer, listen


class ReviewServer:
    """A review that runs on the sockets it is given, until it is stopped."""

    def __init__(
        self,
        project: Project,
        config: SiteConfig,
        sockets: Sequence[socket.socket],
        *,
        say: Callable[[str], None],
    ) -> None:
        self._sockets = list(sockets)
        self.port: int = sockets[0].getsockname()[1]
        self._server = LocalServer(application(project, config, port=self.port, say=say))
        self._server.ready = lambda: say(
            f"review at http://127.0.0.1:{self.port}/ (Ctrl-C ends it)"
        )

    def run(self) -> None:
        """Serve until `stop` or Ctrl-C."""
        with suppress(KeyboardInterrupt):
            self._server.run(sockets=self._sockets)

    def stop(self) -> None:
        """End `run`; any thread may call it."""
        self._server.should_exit = True


def serve_review(
    project: Project, config: SiteConfig, *, port: int, say: Callable[[str], None]
) -> None:
    """Review a project on this machine until Ctrl-C."""
    with open_index(project, config):
        pass  # made before the first page is asked for
    ReviewServer(project, config, listen(port), say=say).run()
