from django.urls import path

from cases import views
from cases.views import log

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("<slug:slug>/", views.case, name="case"),
    path("<slug:slug>/log/", log.log, name="log"),
    path("<slug:slug>/log/understood/", log.understood, name="log_understood"),
    path("<slug:slug>/log/<slug:key>/undo/", log.undo, name="undo_log"),
    path("<slug:slug>/documents/<int:pk>/", log.document, name="document"),
]
