"""A member's own pages."""

from django.urls import path

from chibo.web.own import views

urlpatterns = [
    path("", views.own, name="own"),
    path("viec/<int:task_id>/", views.task, name="own_task"),
    path("viec/<int:task_id>/tien-do/", views.progress, name="task_progress"),
    path("viec/<int:task_id>/tep/<int:note_id>/", views.evidence, name="task_evidence"),
    path("viec/<int:task_id>/xong/", views.finish, name="task_finish"),
]
