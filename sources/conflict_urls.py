from django.urls import path

from sources.views import conflicts

app_name = "conflicts"
urlpatterns = [
    path("", conflicts.checks, name="checks"),
    path("asked/<int:pk>/", conflicts.asked, name="asked"),
    path("<int:pk>/", conflicts.check, name="check"),
    path("<int:pk>/outcome/", conflicts.outcome, name="outcome"),
    path("<int:pk>/conflicts.csv", conflicts.as_file, name="file"),
]
