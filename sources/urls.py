from django.urls import path

from sources import views

app_name = "sources"
urlpatterns = [
    path("sources/", views.source_list, name="list"),
    path("sources/<int:pk>/", views.source, name="source"),
    path("cases/<slug:slug>/evidence/", views.agreement, name="agreement"),
    path("cases/<slug:slug>/evidence/<str:anchor>/", views.fact_evidence, name="fact_evidence"),
    path("cases/<slug:slug>/history/", views.case_history, name="history"),
    path("cases/<slug:slug>/history/<str:anchor>/", views.fact_history, name="fact_history"),
    path("help/", views.reading_help, name="help"),
]
