# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application as a web server starts it."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo_desk.settings")
application = get_wsgi_application()
# Loaded now, and so in sight of the collector for the last time: looking through it all again
# would hold up a request for a tenth of a second.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
