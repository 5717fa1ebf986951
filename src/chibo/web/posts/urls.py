"""Addresses of posts, committees, congresses."""

from django.urls import path

from chibo.web.posts.views import concurrent, posts, terms

urlpatterns = [
    path("to-chuc/<int:unit_id>/chuc-vu/", posts.unit_posts, name="unit_posts"),
    path("to-chuc/<int:unit_id>/chuc-vu/moi/", posts.post_new, name="post_new"),
    path("chuc-vu/<int:post_id>/", posts.post_correct, name="post_correct"),
    path("chuc-vu/<int:post_id>/thoi-giu/", posts.post_end, name="post_end"),
    path("chuc-vu/<int:post_id>/xoa/", posts.post_withdraw, name="post_withdraw"),
    path("chuc-vu/dang-vien/", posts.suggest_members, name="suggest_members"),
    path("to-chuc/<int:unit_id>/nhiem-ky/", terms.terms_ending, name="terms_ending"),
    path("to-chuc/<int:unit_id>/nhiem-ky/moi/", terms.term_new, name="term_new"),
    path("nhiem-ky/<int:term_id>/", terms.term_correct, name="term_correct"),
    path("to-chuc/<int:unit_id>/dai-hoi/moi/", terms.congress_new, name="congress_new"),
    path("dai-hoi/<int:congress_id>/", terms.congress_move, name="congress_move"),
    path("dai-hoi/<int:congress_id>/da-hop/", terms.congress_hold, name="congress_hold"),
    path("dai-hoi/<int:congress_id>/buoc/", terms.congress_step, name="congress_step"),
    path("to-chuc/<int:unit_id>/kiem-nhiem/", concurrent.concurrent, name="concurrent_posts"),
    path(
        "to-chuc/<int:unit_id>/kiem-nhiem/chi-bo/", concurrent.village_cells, name="village_cells"
    ),
    path("to-chuc/<int:unit_id>/kiem-nhiem/nguoi/", concurrent.several_posts, name="several_posts"),
    path(
        "to-chuc/<int:unit_id>/kiem-nhiem/can-xem/<slug:code>/",
        concurrent.oddity,
        name="post_oddity",
    ),
    path(
        "to-chuc/<int:unit_id>/kiem-nhiem/muc-tieu/<slug:share>/",
        concurrent.target,
        name="post_target",
    ),
]
