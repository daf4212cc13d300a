from django.urls import path

from mailing import views

app_name = "mailing"

urlpatterns = [
    path("moi/messages/", views.message_choices, name="message_choices"),
    path("messages/preferences/<str:signed>/", views.message_choices_by_link, name="message_choices_by_link"),
    path("messages/desabonnement/<str:signed>/", views.unsubscribe, name="unsubscribe"),
]
