from django.contrib.admin.apps import AdminConfig


class BackofficeConfig(AdminConfig):
    """Django's admin, whose default site is ours."""

    default_site = "backoffice.site.PortalAdminSite"
