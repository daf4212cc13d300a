from django.urls import path

from contact import views

app_name = "contact"

urlpatterns = [
    path("contact/", views.thread_write, name="thread_write"),
    path("contact/<int:number>/", views.thread_detail, name="thread_detail"),
    path("contact/boite/", views.box_list, name="box_list"),
    path("contact/boite/<int:number>/", views.box_thread, name="box_thread"),
]
