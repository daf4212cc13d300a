from django.urls import path

from events import views

app_name = "events"

EVENT = "agenda/<int:pk>-<slug:slug>/"
PARTICIPANTS = f"{EVENT}participants/"

urlpatterns = [
    path("agenda/", views.agenda, name="agenda"),
    path("agenda/<int:year>/<int:month>/", views.agenda_month, name="agenda_month"),
    path("agenda/nouveau/", views.event_create, name="event_create"),
    path("agenda/abonnement/<slug:secret>.ics", views.calendar_feed, name="calendar_feed"),
    path(EVENT, views.event_detail, name="event_detail"),
    path(f"{EVENT}inscription/", views.event_register, name="event_register"),
    path(f"{EVENT}inscription/serie/", views.series_register, name="series_register"),
    path(f"{EVENT}desinscription/", views.event_leave, name="event_leave"),
    path(f"{EVENT}desinscription/serie/", views.series_leave, name="series_leave"),
    path(f"{EVENT}place/", views.event_place, name="event_place"),
    path(f"{EVENT}facon-de-venir/", views.event_seating, name="event_seating"),
    path(f"{EVENT}date/", views.event_date, name="event_date"),
    path(f"{EVENT}accompagnants/", views.event_guests, name="event_guests"),
    path(f"{EVENT}invitation.ics", views.event_invitation, name="event_invitation"),
    path(PARTICIPANTS, views.event_participants, name="event_participants"),
    path(f"{PARTICIPANTS}ajout/", views.participant_add, name="participant_add"),
    path(f"{PARTICIPANTS}message/", views.participants_write, name="participants_write"),
    path(f"{PARTICIPANTS}<int:number>/retrait/", views.participant_remove, name="participant_remove"),
    path(f"{PARTICIPANTS}<int:number>/tete/", views.participant_move_up, name="participant_move_up"),
    path(f"{PARTICIPANTS}liste.csv", views.participants_csv, name="participants_csv"),
    path(f"{PARTICIPANTS}liste.xlsx", views.participants_xlsx, name="participants_xlsx"),
    path(f"{EVENT}modifier/", views.event_edit, name="event_edit"),
    path(f"{EVENT}visio/", views.event_on_screen, name="event_on_screen"),
    path(f"{EVENT}publication/", views.event_publish, name="event_publish"),
    path(f"{EVENT}annulation/", views.event_cancel, name="event_cancel"),
    path(f"{EVENT}questions/", views.event_questions, name="event_questions"),
    path(f"{EVENT}reponses/", views.event_answers, name="event_answers"),
    path(f"{EVENT}preparatifs/", views.event_checklist, name="event_checklist"),
    path(f"{EVENT}preparatifs/liste/", views.checklist_edit, name="checklist_edit"),
    path(f"{EVENT}copie/", views.event_copy, name="event_copy"),
    path(f"{EVENT}serie/", views.series_plan, name="series_plan"),
    path(f"{EVENT}serie/publication/", views.series_publish, name="series_publish"),
    path(f"{EVENT}deuxieme-seance/", views.second_session, name="second_session"),
    path("groupes/", views.group_list, name="group_list"),
    path("groupes/<slug:slug>/", views.group_detail, name="group_detail"),
    path("moi/inscriptions/", views.my_registrations, name="my_registrations"),
    path("moi/agenda/", views.my_calendar, name="my_calendar"),
    path("moi/agenda/lien/", views.calendar_renew, name="calendar_renew"),
    path("moi/agenda/revocation/", views.calendar_revoke, name="calendar_revoke"),
]
