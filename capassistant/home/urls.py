from django.urls import path

from capassistant.home.views import home, information, language, search, typed

urlpatterns = [
    path("", home.home, name="home"),
    path("recherche/", search.search, name="search"),
    path("menu/", information.menu, name="menu"),
    path("reprendre/", typed.typed_again, name="typed_again"),
    path("langue/", language.language, name="language"),
    path("aide/", information.help_page, name="help_page"),
    path("accessibilite/", information.accessibility, name="accessibility"),
    path("confidentialite/", information.privacy, name="privacy"),
]
