# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the pages."""

from django.urls import path

from amparo_desk.pages.views import (
    changes,
    choices,
    claims,
    demands,
    dossier,
    language,
    overview,
    persons,
    pictures,
    provisions,
    review,
    review_files,
    review_lists,
    sources,
)

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("persons/", persons.persons, name="persons"),
    path("persons/<path:key>/", persons.person, name="person"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<path:key>/", claims.claim, name="claim"),
    path("demands/", demands.demands, name="demands"),
    path("demands/<path:key>/", demands.demand, name="demand"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<path:key>/", sources.source, name="source"),
    path("provisions/", provisions.provisions, name="provisions"),
    path("provisions/<path:key>/", provisions.provision, name="provision"),
    path("review/", review.review, name="review"),
    path("review/<int:number>/", review.review_pair, name="review_pair"),
    path(
        "review/<int:number>/evidence/<str:language>/<str:size>.svg",
        review.review_picture,
        name="review_picture",
    ),
    path("review/undo/", review.undo, name="review_undo"),
    path("review/decisions/", review_lists.decisions_made, name="review_decisions"),
    path("review/decisions/<int:number>/withdraw/", review_lists.withdraw, name="withdraw"),
    path("review/decisions/<int:number>/overrule/", review_lists.overrule, name="overrule"),
    path("review/decisions.csv", review_files.export, name="review_export"),
    path("review/import/", review_files.import_file, name="review_import"),
    path("review/disagreements/", review_lists.disagreed, name="review_disagreements"),
    path("review/disagreements/<int:number>/", review_lists.settle, name="review_settle"),
    path("review/rule/", review_lists.rule, name="review_rule"),
    path("choices/<int:number>/", choices.choice, name="choice"),
    path("choices/<int:number>/take-back/", choices.unchoose, name="unchoose"),
    path("changes/", changes.changes, name="changes"),
    path("dossier/", dossier.dossier, name="dossier"),
    path("dossier/<str:name>", dossier.dossier_file, name="dossier_file"),
    path("pictures/<str:language>/<str:size>/<path:name>.svg", pictures.picture, name="picture"),
    path("language/", language.language, name="language"),
]
