from django.urls import path

from members.views import address, charter, community, departure, directory, invitation, my_space, profile, welcome

app_name = "members"

urlpatterns = [
    path("membres/", directory.directory, name="directory"),
    path("membres/<slug:slug>/", profile.member_detail, name="member_detail"),
    path("membres/<slug:slug>/photo/", profile.member_photo, name="member_photo"),
    path("moi/", my_space.my_space, name="my_space"),
    path("moi/profil/", my_space.profile_edit, name="profile_edit"),
    path("moi/profil/apercu/", my_space.profile_preview, name="profile_preview"),
    path("moi/photo/", my_space.photo_edit, name="photo_edit"),
    path("moi/photo/retrait/", my_space.photo_withdraw, name="photo_withdraw"),
    path("moi/competences/", my_space.skills_edit, name="skills_edit"),
    path("moi/preferences/", my_space.preferences, name="preferences"),
    path("moi/adresse/", address.address_change, name="address_change"),
    path("moi/adresse/abandon/", address.address_give_up, name="address_give_up"),
    path("moi/depart/", departure.departure, name="departure"),
    path("depart/confirme/", departure.departure_done, name="departure_done"),
    path("adresse/<str:token>/", address.address_confirm, name="address_confirm"),
    path("communaute/", community.community, name="community"),
    path("communaute/core-team/", community.core_team, name="core_team"),
    path("communaute/comite-editorial/", community.editorial_committee, name="editorial_committee"),
    path("communaute/qui-peut-quoi/", community.rights, name="rights"),
    path("charte/", charter.charter, name="charter"),
    path("charte/versions/<int:number>/", charter.charter_version, name="charter_version"),
    path("charte/acceptation/", charter.charter_accept, name="charter_accept"),
    path("charte/refus/", charter.charter_decline, name="charter_decline"),
    path("bienvenue/", welcome.welcome, name="welcome"),
    path("bienvenue/profil/", welcome.welcome_profile, name="welcome_profile"),
    path("bienvenue/competences/", welcome.welcome_skills, name="welcome_skills"),
    path("bienvenue/charte/", welcome.welcome_charter, name="welcome_charter"),
    path("bienvenue/invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("inscription/confirmee/", invitation.request_confirmed, name="request_confirmed"),
]
