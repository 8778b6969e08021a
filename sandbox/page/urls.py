"""The requests of the chat page, below `/sandbox/chat/`."""

from __future__ import annotations

from django.urls import path

from sandbox.page import views

urlpatterns = [
    path("files/<str:name>", views.asset),
    path("photo/<str:file_id>", views.photo),
    path("document/<str:file_id>", views.document),
    path("state", views.state),
    path("send", views.send),
    path("press", views.push_button),
    path("people", views.sign_up),
    path("block", views.block),
    path("pace", views.pace),
    path("nudge", views.nudge),
    path("forget", views.forget),
]
