"""Every address of the site. The language stands first; faces live in folders of their own."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from homeward.web.site.errors import bad_request, forbidden, not_found, server_error

urlpatterns = i18n_patterns(
    path("petitions/", include("homeward.web.petitions.urls")),
    path("desk/", include("homeward.web.desk.urls")),
    path("account/", include("homeward.web.access.urls")),
    path("", include("homeward.web.family.urls")),
)
urlpatterns += [path("petitions/", include("homeward.web.petitions.services"))]
handler400, handler403, handler404, handler500 = bad_request, forbidden, not_found, server_error
