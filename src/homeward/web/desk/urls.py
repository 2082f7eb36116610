"""The addresses of this face."""

from __future__ import annotations

from django.urls import path

from homeward.web.desk.views import (
    candidate,
    case,
    corrections,
    ending,
    evidence,
    log,
    messages,
    opening,
    queue,
    reports,
    telling,
    volunteer,
)

app_name = "desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("open/evidence/", opening.open_evidence, name="open_evidence"),
    path("open/evidence/<uuid:thing>/", opening.open_evidence, name="open_item"),
    path("open/candidate/<uuid:thing>/", opening.open_candidate, name="open_candidate"),
    path("open/case/<uuid:thing>/", opening.open_case, name="open_case"),
    path("glance/", volunteer.glance, name="glance"),
    path("candidate/<uuid:pk>/", candidate.candidate, name="candidate"),
    path("candidate/<uuid:pk>/judge/", candidate.judge, name="judge"),
    path("candidate/<uuid:pk>/confirm/", candidate.confirm, name="confirm"),
    path("candidate/<uuid:pk>/claim/", telling.claim, name="claim"),
    path("candidate/<uuid:pk>/tell/", telling.tell, name="tell"),
    path("case/", case.cases, name="cases"),
    path("case/<uuid:pk>/", case.case, name="case"),
    path("case/<uuid:pk>/relationship/", case.relationship, name="relationship"),
    path("case/<uuid:pk>/relationship/confirm/", case.confirm_check, name="confirm_check"),
    path("case/<uuid:pk>/claim/<uuid:claim>/withdraw/", case.withdraw, name="withdraw"),
    path("case/<uuid:pk>/speak/", case.speak, name="speak"),
    path("case/<uuid:pk>/sealed/", case.sealed, name="sealed"),
    path("case/<uuid:pk>/file/<uuid:thing>/", case.upload, name="upload"),
    path("case/<uuid:pk>/end/", ending.end, name="end"),
    path("ending/", ending.endings, name="endings"),
    path("messages/", messages.waiting, name="messages"),
    path("case/<uuid:pk>/messages/", messages.of_case, name="messages_of_case"),
    path("case/<uuid:pk>/messages/<uuid:thing>/sealed/", messages.sealed, name="sealed_message"),
    path("case/<uuid:pk>/join/", messages.join, name="join"),
    path("reports/", reports.reports, name="reports"),
    path("open/report/<uuid:thing>/", reports.open_report, name="open_report"),
    path("reports/<uuid:pk>/", reports.report, name="report"),
    path("reports/<uuid:pk>/settle/", reports.settle, name="settle_report"),
    path("reports/<uuid:pk>/part/<uuid:thing>/", reports.take_out, name="report_part"),
    path("evidence/", evidence.items, name="items"),
    path("evidence/add/", evidence.add, name="add"),
    path("evidence/source/", evidence.source, name="source"),
    path("evidence/<uuid:pk>/", evidence.item, name="item"),
    path("evidence/<uuid:pk>/correct/", corrections.correct, name="correct"),
    path("evidence/<uuid:pk>/missed/", corrections.missed, name="missed"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/export/", corrections.export, name="export_corrections"),
    path("log/", log.log, name="log"),
]
