"""What stands in an address: which row a number names, and words that name something.

And what pages tell or write that follows from another row than the one at the address.
"""

NAMED = {
    "unit_id": "organisation_unit",
    "meeting_id": "meetings_meeting",
    "report_id": "reports_monthlyreport",
    "plan_id": "plans_plan",
    "member_id": "members_member",
    "topic_id": "topics_topic",
    "transfer_id": "members_transfer",
    "sitting_id": "committee_meetings_committeemeeting",
    "account_id": "access_account",
    "summation_id": "summations_summation",
    "task_id": "tasks_task",
    "proposal_id": "members_correctionproposal",
    "batch_id": "exchange_importbatch",
    "sheet_id": "dues_duessheet",
    "directive_id": "directives_directive",
    "point_id": "meetings_agendapoint",
    "shortcoming_id": "remedies_shortcoming",
    "template_id": "documents_owntemplate",
    "paper_id": "documents_papernumber",
    "vote_id": "meetings_vote",
    "ask_id": "access_secondask",
    "post_id": "posts_post",
    "congress_id": "posts_congress",
    "payment_id": "dues_duespayment",
    "pdf_id": "documents_paperpdf",
    "look_id": "grading_secondlook",
    "planned_id": "topics_plannedtopic",
    "file_id": "topics_topicfile",
    "sentence_id": "drafts_draftsentence",
    "overseeing_id": "oversight_overseeing",
    "merge_id": "duplicates_merge",
    "entry_id": "dues_duesentry",
    "call_id": "directives_call",
    "bundle_id": "reports_paperbundle",
    "number_id": "documents_papernumber",
    "row_id": "sittings_presencerequest",
    "visitor_id": "sittings_visitor",
    "opinion_id": "sittings_opinion",
    "remark_id": "sittings_remark",
    "reservation_id": "sittings_reservation",
    "suggestion_id": "sittings_suggestion",
    "feed_id": "calendars_calendarfeed",
    "line_id": "plans_planline",
    "giver_id": "members_member",
    "receiver_id": "members_member",
    "term_id": "posts_term",
    "badge_id": "badges_badge",
    "fact_id": "posts_fact",
    "notice_id": "notices_notice",
    "certificate_id": "deadlines_certificate",
    "target_id": "targets_target",
    "remedy_id": "remedies_remedy",
    "asking_id": "periodic_asking",
    "class_id": "training_trainingclass",
    "canary_id": "trail_canary",
    "request_id": "privacy_datarequest",
    "mark_id": "privacy_restriction",
    "breach_id": "privacy_breach",
    "book_id": "dues_duessheet",
    "note_id": "tasks_tasknote",
    "change_id": "members_statechange",
    "key": "committee_meetings_committeemeeting",
}
"""What a number in an address names; the first of several tables where pages differ."""
WORDS = {"month": "2026-01", "year": 2026, "number": 1, "on": "2026-01-10", "kind": "minutes"}
WORDS |= {"slug": "dien-thoai", "pack_id": "meetings-hd42-2025", "giver": "farmers"}
WORDS |= {"rule": "silent"}
WORDS_OF = {
    **{page: {"code": "members.total"} for page in ("figure", "figure_trend")},
    **{page: {"kind": "conclusion"} for page in ("issue_paper", "issued_paper")},
    **{f"draft{each}": {"code": "bao-cao"} for each in ("", "_add", "_gather", "_look", "_paper")},
    "committee_call": {"kind": "invitation"},
    "post_oddity": {"code": "two_secretaries"},
    "stat_sheet": {"code": "1"},
}
"""What a word in an address names where others have another, by the address' name."""
TELLS_OF_READING = {
    *("member.opened", "paper.made", "workbook.downloaded", "privacy.copy_made"),
    *("table.exported", "figures.exported", "workbook.exported", "papers.bundle_downloaded"),
    *("statistics.people_read", "import.read", "trail.exported", "attendance_list.printed"),
}
"""What the trail keeps of reading; everything else is writing."""
TOLD_BESIDE = {
    (page, table): "meetings.run"
    for page in ("sitting_coming", "part_times", "meeting_parts", "visitor_remove")
    for table in ("members_member", "posts_post")
}
"""Who runs a cell's meeting chooses its visitors among those of the body above who hold a post."""
TOLD_OF_OWN = {("own_data_copy", "meetings_papertosend")}
"""The copy of one's own data names the papers of one's own cell that one opened."""
ASKED_FROM_ABOVE = {"periodic_asking": "periodic"}
"""Rows that whoever reads such rows further down is told of: who asks them. By what pages' names
begin with."""
