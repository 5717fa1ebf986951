"""The application a web server runs."""

import multiprocessing
import os
import signal
import threading

from django.core.wsgi import get_wsgi_application

from chibo.config.memory import keep_loaded
from chibo.web.middleware.whole import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
application = WholeBodies(get_wsgi_application())


def _end_with_the_server() -> None:
    """A worker whose server was killed ends too, instead of keeping the port and the database."""
    server = multiprocessing.parent_process()
    if server is None:
        return

    def follow() -> None:
        server.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, daemon=True).start()


keep_loaded()
_end_with_the_server()
