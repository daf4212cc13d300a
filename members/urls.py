from django.urls import path

from members import views

app_name = "members"

urlpatterns = [
    path("membres/", views.directory, name="directory"),
    path("membres/<slug:slug>/", views.member_detail, name="member_detail"),
    path("membres/<slug:slug>/photo/", views.member_photo, name="member_photo"),
    path("moi/", views.my_space, name="my_space"),
    path("moi/profil/", views.profile_edit, name="profile_edit"),
    path("moi/profil/apercu/", views.profile_preview, name="profile_preview"),
    path("moi/photo/", views.photo_edit, name="photo_edit"),
    path("moi/photo/retrait/", views.photo_withdraw, name="photo_withdraw"),
    path("moi/competences/", views.skills_edit, name="skills_edit"),
    path("moi/preferences/", views.preferences, name="preferences"),
    path("communaute/", views.community, name="community"),
    path("communaute/core-team/", views.core_team, name="core_team"),
    path("communaute/comite-editorial/", views.editorial_committee, name="editorial_committee"),
    path("communaute/qui-peut-quoi/", views.rights, name="rights"),
    path("charte/", views.charter, name="charter"),
    path("charte/versions/<int:number>/", views.charter_version, name="charter_version"),
    path("charte/acceptation/", views.charter_accept, name="charter_accept"),
    path("charte/refus/", views.charter_decline, name="charter_decline"),
    path("bienvenue/", views.welcome, name="welcome"),
    path("bienvenue/profil/", views.welcome_profile, name="welcome_profile"),
    path("bienvenue/competences/", views.welcome_skills, name="welcome_skills"),
    path("bienvenue/charte/", views.welcome_charter, name="welcome_charter"),
    path("bienvenue/invitation/<str:token>/", views.invitation, name="invitation"),
    path("inscription/confirmee/", views.request_confirmed, name="request_confirmed"),
]
