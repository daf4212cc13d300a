"""Rights follow from today's appointments; nothing else gives any (``settings.ROLE_PERMISSIONS``)."""

from allauth.account.auth_backends import AuthenticationBackend

from members.models import Member


class RoleBackend(AuthenticationBackend):
    def get_user(self, user_id):
        """The active member with today's roles and the charter's facts, in one query, else ``None``."""
        return Member.objects.active().with_roles_today().with_charter_facts().filter(pk=user_id).first()

    def get_all_permissions(self, user_obj, obj=None):
        return set(user_obj.permissions)

    def has_perm(self, user_obj, perm, obj=None):
        return user_obj.has_perm(perm, obj)

    def has_module_perms(self, user_obj, app_label):
        return user_obj.has_module_perms(app_label)
