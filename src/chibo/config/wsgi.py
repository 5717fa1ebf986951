"""The application a web server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from chibo.cli.lifeline import end_with_the_server
from chibo.core.loading import loading
from chibo.web.middleware.whole import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
with loading():
    application = WholeBodies(get_wsgi_application())
    _ = get_resolver().url_patterns


end_with_the_server()
