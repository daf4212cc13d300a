"""Our French addresses for the sign-in pages of allauth; its own names stay, its code reverses them."""

from allauth.account import views
from django.urls import path, re_path

from members.views.password import account_reset_password_from_key

urlpatterns = [
    path("connexion/", views.login, name="account_login"),
    path("connexion/code/", views.request_login_code, name="account_request_login_code"),
    path("connexion/code/confirmation/", views.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/confirmation/", views.reauthenticate, name="account_reauthenticate"),
    path("connexion/compte-ferme/", views.account_inactive, name="account_inactive"),
    path("connexion/mot-de-passe/oublie/", views.password_reset, name="account_reset_password"),
    path("connexion/mot-de-passe/oublie/envoye/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "connexion/mot-de-passe/change/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^connexion/mot-de-passe/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z:_-]{1,200})/$",
        account_reset_password_from_key,
        name="account_reset_password_from_key",
    ),
    path("deconnexion/", views.logout, name="account_logout"),
    path("inscription/", views.signup, name="account_signup"),
    path("inscription/adresse/", views.email_verification_sent, name="account_email_verification_sent"),
    re_path(
        r"^inscription/adresse/(?P<key>[-:\w]{1,200})/$",
        views.confirm_email,
        name="account_confirm_email",
    ),
    path("moi/mot-de-passe/", views.password_change, name="account_change_password"),
    path("moi/mot-de-passe/choisir/", views.password_set, name="account_set_password"),
]
