"""Rights follow from today's appointments; nothing else gives any (``settings.ROLE_PERMISSIONS``)."""

from datetime import date

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from members.models import Member
from members.models.queries import MemberQuerySet
from statements import Statement


def of_session(pk: int, today: date) -> MemberQuerySet:
    """The active member, with what every page needs to know."""
    return Member.objects.active().with_roles(today).with_charter_facts().filter(pk=pk).order_by()


OF_SESSION = Statement(of_session)


class RoleBackend(AuthenticationBackend):
    def get_user(self, user_id):
        """The active member with today's roles and the charter's facts, in one query, else ``None``."""
        return next(iter(OF_SESSION(int(user_id), timezone.localdate())), None)

    def get_all_permissions(self, user_obj, obj=None):
        return set(user_obj.permissions)

    def has_perm(self, user_obj, perm, obj=None):
        return user_obj.has_perm(perm, obj)

    def has_module_perms(self, user_obj, app_label):
        return user_obj.has_module_perms(app_label)
