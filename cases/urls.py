from django.urls import path

from cases import views
from cases.views import docket, log, notes

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("<slug:slug>/", views.case, name="case"),
    path("<slug:slug>/docket/", docket.docket, name="docket"),
    path("<slug:slug>/docket.csv", docket.docket_csv, name="docket_csv"),
    path("<slug:slug>/parties/", docket.parties, name="parties"),
    path("<slug:slug>/docket/notes/<int:pk>/", notes.change_note, name="change_note"),
    path("<slug:slug>/docket/notes/<int:pk>/delete/", notes.delete_note, name="delete_note"),
    path("<slug:slug>/docket/notes/<int:pk>/undo/", notes.undo_note, name="undo_note"),
    path("<slug:slug>/docket/tags/<int:pk>/remove/", notes.remove_tag, name="remove_tag"),
    path("<slug:slug>/docket/<slug:key>/notes/", notes.entry_notes, name="entry_notes"),
    path("<slug:slug>/docket/<slug:key>/tags/", notes.add_tag, name="add_tag"),
    path("<slug:slug>/log/", log.log, name="log"),
    path("<slug:slug>/log/understood/", log.understood, name="log_understood"),
    path("<slug:slug>/log/<slug:key>/undo/", log.undo, name="undo_log"),
    path("<slug:slug>/documents/<int:pk>/", log.document, name="document"),
]
