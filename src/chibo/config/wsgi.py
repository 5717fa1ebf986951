"""The application a web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from chibo.cli.lifeline import end_with_the_server
from chibo.config.memory import keep_loaded
from chibo.web.middleware.whole import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
application = WholeBodies(get_wsgi_application())


keep_loaded()
end_with_the_server()
