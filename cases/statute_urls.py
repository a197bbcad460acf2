from django.urls import path

from cases.views import statutes

app_name = "statutes"
urlpatterns = [
    path("", statutes.statute_list, name="list"),
    path("<str:slug>/", statutes.statute, name="statute"),
]
