from django.urls import path

from events.views import (
    agenda,
    checklist,
    event,
    feeds,
    my_registrations,
    participants,
    questions,
    registration,
    series,
    series_registration,
)

app_name = "events"

EVENT = "agenda/<int:pk>-<slug:slug>/"
PARTICIPANTS = f"{EVENT}participants/"

urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/<int:year>/<int:month>/", agenda.agenda_month, name="agenda_month"),
    path("agenda/<int:year>/<int:month>/<int:day>/", agenda.agenda_day, name="agenda_day"),
    path("agenda/nouveau/", event.event_create, name="event_create"),
    path("agenda/abonnement/<slug:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
    path(EVENT, event.event_detail, name="event_detail"),
    path(f"{EVENT}inscription/", registration.event_register, name="event_register"),
    path(f"{EVENT}inscription/serie/", series_registration.series_register, name="series_register"),
    path(f"{EVENT}desinscription/", registration.event_leave, name="event_leave"),
    path(f"{EVENT}desinscription/serie/", series_registration.series_leave, name="series_leave"),
    path(f"{EVENT}place/", registration.event_place, name="event_place"),
    path(f"{EVENT}facon-de-venir/", registration.event_mode, name="event_mode"),
    path(f"{EVENT}date/", registration.event_date, name="event_date"),
    path(f"{EVENT}accompagnants/", registration.event_guests, name="event_guests"),
    path(f"{EVENT}invitation.ics", event.event_invitation, name="event_invitation"),
    path(PARTICIPANTS, participants.event_participants, name="event_participants"),
    path(f"{PARTICIPANTS}ajout/", participants.participant_add, name="participant_add"),
    path(f"{PARTICIPANTS}message/", participants.participants_write, name="participants_write"),
    path(f"{PARTICIPANTS}<int:number>/retrait/", participants.participant_remove, name="participant_remove"),
    path(f"{PARTICIPANTS}<int:number>/tete/", participants.participant_move_up, name="participant_move_up"),
    path(f"{PARTICIPANTS}liste.csv", participants.participants_csv, name="participants_csv"),
    path(f"{PARTICIPANTS}liste.xlsx", participants.participants_xlsx, name="participants_xlsx"),
    path(f"{EVENT}modifier/", event.event_edit, name="event_edit"),
    path(f"{EVENT}visio/", event.event_on_screen, name="event_on_screen"),
    path(f"{EVENT}publication/", event.event_publish, name="event_publish"),
    path(f"{EVENT}annulation/", event.event_cancel, name="event_cancel"),
    path(f"{EVENT}questions/", questions.event_questions, name="event_questions"),
    path(f"{EVENT}reponses/", questions.event_answers, name="event_answers"),
    path(f"{EVENT}preparatifs/", checklist.event_checklist, name="event_checklist"),
    path(f"{EVENT}preparatifs/liste/", checklist.checklist_edit, name="checklist_edit"),
    path(f"{EVENT}copie/", series.event_copy, name="event_copy"),
    path(f"{EVENT}serie/", series.series_plan, name="series_plan"),
    path(f"{EVENT}serie/publication/", series.series_publish, name="series_publish"),
    path(f"{EVENT}deuxieme-seance/", series.second_session, name="second_session"),
    path("moi/inscriptions/", my_registrations.my_registrations, name="my_registrations"),
    path("moi/agenda/", feeds.my_calendar, name="my_calendar"),
    path("moi/agenda/lien/", feeds.calendar_renew, name="calendar_renew"),
    path("moi/agenda/revocation/", feeds.calendar_revoke, name="calendar_revoke"),
]
