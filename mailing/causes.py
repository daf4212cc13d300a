"""Why a message was written to somebody and what became of it, in words for the core-team."""

from django.utils.translation import gettext_lazy as _

from clock.words import clock, day_long
from mailing.models import Delivery

CAUSES = {
    "account/email/account_already_exists": _("une inscription a été demandée avec une adresse déjà connue"),
    "account/email/email_confirmation": _("l’adresse est à confirmer"),
    "account/email/email_confirmation_signup": _("l’adresse est à confirmer, pour rejoindre la communauté"),
    "account/email/login_code": _("un code de connexion a été demandé"),
    "account/email/password_changed": _("le mot de passe a changé"),
    "account/email/password_reset": _("le mot de passe a été remplacé"),
    "account/email/password_reset_key": _("un nouveau mot de passe a été demandé"),
    "account/email/password_set": _("un mot de passe a été choisi"),
    "account/email/unknown_account": _("une connexion a été demandée avec une adresse sans compte"),
    "events/email/added": _("une place lui a été donnée par l’animation"),
    "events/email/announced": _("un rendez-vous a été publié"),
    "events/email/cancelled": _("un rendez-vous prévu est annulé"),
    "events/email/changed": _("un rendez-vous prévu a changé"),
    "events/email/hosting": _("un rendez-vous lui est confié"),
    "events/email/hosting_over": _("un rendez-vous n’est plus animé par cette personne"),
    "events/email/late_withdrawal": _("une place a été rendue tard dans un rendez-vous que cette personne anime"),
    "events/email/left": _("sa place est rendue"),
    "events/email/moved_up": _("son rang sur la liste d’attente a été avancé"),
    "events/email/note": _("l’animation d’un rendez-vous lui écrit"),
    "events/email/offer_expired": _("la place proposée n’a pas eu de réponse"),
    "events/email/offered": _("une place libérée lui est proposée"),
    "events/email/promoted": _("une place libérée lui revient"),
    "events/email/registered": _("son inscription est confirmée"),
    "events/email/reminder": _("un rendez-vous où sa place est confirmée approche"),
    "events/email/removed": _("l’animation a repris sa place ou son rang"),
    "events/email/seating_changed": _("sa façon de venir a changé"),
    "events/email/second_session": _("une deuxième séance ouvre pour qui attendait"),
    "events/email/series_left": _("ses places à toutes les dates d’une série sont rendues"),
    "events/email/series_registered": _("une inscription à toutes les dates d’une série"),
    "events/email/summary": _("un rendez-vous que cette personne anime a lieu le prochain jour ouvré"),
    "events/email/waiting": _("son inscription est sur liste d’attente"),
    "journal/email/accepted": _("un texte est accepté"),
    "journal/email/changes_requested": _("un texte est à reprendre"),
    "journal/email/issue_published": _("un numéro du Journal est paru"),
    "journal/email/submitted": _("un texte est à relire"),
    "mailing/email/digest": _("le résumé du lundi"),
    "members/email/appointed": _("un rôle lui est confié"),
    "members/email/appointment_changed": _("son mandat a changé"),
    "members/email/approved": _("sa demande est acceptée"),
    "members/email/charter_changed": _("une nouvelle version de la charte est publiée"),
    "members/email/invited": _("une invitation à rejoindre la communauté"),
    "members/email/paused": _("son compte est en pause"),
    "members/email/refused": _("sa demande est refusée"),
    "members/email/request_expired": _("sa demande est restée sans réponse et a expiré"),
    "members/email/request_received": _("une personne demande à rejoindre la communauté"),
    "members/email/resumed": _("son compte est rouvert"),
    "members/email/role_notice": _("un droit a été donné, changé ou retiré"),
    "members/email/suspended": _("son compte est suspendu"),
}
"""The template tells the cause."""

PROGRESS = {
    Delivery.State.PREPARED: _("part le %(moment)s"),
    Delivery.State.HELD: _("dans le résumé du %(day)s"),
    Delivery.State.SENT: _("parti le %(moment)s"),
    Delivery.State.DIGESTED: _("annoncé dans un résumé"),
    Delivery.State.DISCARDED: "%(reason)s",
    Delivery.State.ABANDONED: _("non remis le %(moment)s : %(reason)s"),
}
TRIED = _("part le %(moment)s (essais : %(attempts)s) : %(reason)s")


def progress_of(delivery):
    """When a message leaves or left; when it did not, why."""
    at = delivery.sent_at or delivery.leaves_at
    was_tried = delivery.state == Delivery.State.PREPARED and delivery.last_error
    sentence = TRIED if was_tried else PROGRESS[Delivery.State(delivery.state)]
    return sentence % {
        "day": day_long(at),
        "moment": f"{day_long(at)}, {clock(at)}",
        "attempts": delivery.attempts,
        "reason": delivery.last_error,
    }
