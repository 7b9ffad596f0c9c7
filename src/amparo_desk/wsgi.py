# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application as a web server starts it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo_desk.settings")
application = get_wsgi_application()
