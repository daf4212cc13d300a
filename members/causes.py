"""Why this app writes to somebody, in words for the core-team; those of « account » are asked for by allauth."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    ACCOUNT_ALREADY_EXISTS = (
        "account.account_already_exists",
        _("une inscription a été demandée avec une adresse déjà connue"),
    )
    EMAIL_CONFIRMATION = "account.email_confirmation", _("l’adresse est à confirmer")
    EMAIL_CONFIRMATION_SIGNUP = (
        "account.email_confirmation_signup",
        _("l’adresse est à confirmer, pour rejoindre la communauté"),
    )
    LOGIN_CODE = "account.login_code", _("un code de connexion a été demandé")
    PASSWORD_CHANGED = "account.password_changed", _("le mot de passe a changé")
    PASSWORD_RESET = "account.password_reset", _("le mot de passe a été remplacé")
    PASSWORD_RESET_KEY = "account.password_reset_key", _("un nouveau mot de passe a été demandé")
    PASSWORD_SET = "account.password_set", _("un mot de passe a été choisi")
    ADDRESS_CHANGED = "members.address_changed", _("l’adresse d’un compte a changé")
    ADDRESS_NEW = "members.address_new", _("une nouvelle adresse est à confirmer")
    ADDRESS_OLD = "members.address_old", _("un changement d’adresse est à confirmer depuis l’ancienne")
    ADDRESS_TAKEN = "members.address_taken", _("un membre a demandé une adresse déjà connue")
    APPOINTED = "members.appointed", _("un rôle lui est confié")
    APPOINTMENT_CHANGED = "members.appointment_changed", _("son mandat a changé")
    APPROVED = "members.approved", _("sa demande est acceptée")
    CHARTER_CHANGED = "members.charter_changed", _("une nouvelle version de la charte est publiée")
    DEPARTURE = "members.departure", _("une personne qui tenait un rôle ou une animation est absente ou partie")
    INVITATION_REMINDER = "members.invitation_reminder", _("une invitation est restée sans réponse")
    INVITED = "members.invited", _("une invitation à rejoindre la communauté")
    LEFT = "members.left", _("son compte est fermé, après un départ")
    PAUSED = "members.paused", _("son compte est en pause")
    REFUSED = "members.refused", _("sa demande est refusée")
    REQUEST_EXPIRED = "members.request_expired", _("sa demande est restée sans réponse et a expiré")
    REQUEST_RECEIVED = "members.request_received", _("une personne demande à rejoindre la communauté")
    RESUMED = "members.resumed", _("son compte est rouvert")
    ROLE_NOTICE = "members.role_notice", _("un droit a été donné, changé ou retiré")
    SUSPENDED = "members.suspended", _("son compte est suspendu")


WITH_A_CODE = {Cause.LOGIN_CODE}
