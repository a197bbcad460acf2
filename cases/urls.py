from django.urls import path

from cases import views
from cases.views import case_list, docket, log, notes, saved, suggesting

app_name = "cases"
urlpatterns = [
    path("", case_list.case_list, name="list"),
    path("list.csv", case_list.list_csv, name="list_csv"),
    path("feed/", saved.feed, name="feed"),
    path("list/follow/", saved.follow, name="follow"),
    path("list/suggestions/<slug:name>/", suggesting.suggest, name="suggestions"),
    path("list/saved/", saved.saved_filters_page, name="saved_filters"),
    path("list/saved/<int:pk>/", saved.saved_filter, name="saved_filter"),
    path("list/saved/<int:pk>/count/", saved.saved_count, name="saved_count"),
    path("list/saved/<int:pk>/change/", saved.change_saved_filter, name="change_saved_filter"),
    path("list/saved/<int:pk>/delete/", saved.delete_saved_filter, name="delete_saved_filter"),
    path("list/saved/<int:pk>/undo/", saved.undo_saved_filter, name="undo_saved_filter"),
    path("list/saved/<int:pk>/feed/", saved.saved_feed, name="saved_feed"),
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
