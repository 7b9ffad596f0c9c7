# SPDX-License-Identifier: AGPL-3.0-or-later
"""How pages write the engines' closed lists, and how each word is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# How a verdict is set; always besides its words, never instead of them.
VERDICT_TONE = {
    "supported": "sure",
    "supported_in_part": "caution",
    "not_supported_as_worded": "against",
    "contradicted": "against",
    "disputed": "caution",
    "undetermined": "open",
}

DIMENSION: dict[str, _StrOrPromise] = {
    "unit": _("Same unit"),
    "state": _("Same state"),
    "reason": _("Same reason"),
    "area": _("Same area"),
    "counting": _("Same way of counting"),
    "time": _("Same time"),
}

TRUTH: dict[str, _StrOrPromise] = {
    "true": _("yes"),
    "false": _("no"),
    "unknown": _("not known"),
}
TRUTH_TONE = {"true": "sure", "false": "against", "unknown": "open"}

# What a change was made to; the keys are those that domain verbs and keep_row write.
SUBJECT: dict[str, _StrOrPromise] = {
    "record": _("record"),
    "pair": _("pair of records"),
    "setting": _("rule of the workspace"),
    "prosecution": _("prosecution"),
    "register": _("register"),
    "source": _("source"),
    "user": _("account"),
    "register.source": _("source"),
    "figures.figure": _("figure"),
    "figures.authority": _("what a body said"),
    "figures.speech": _("speech"),
    "figures.claim": _("claim"),
    "chamber.debate": _("debate"),
    "chamber.text": _("text"),
    "chamber.amendment": _("amendment"),
    "chamber.vote": _("vote"),
    "chamber.adoptedpassage": _("adopted passage"),
    "chamber.member": _("member"),
    "chamber.draft": _("draft under debate"),
    "chamber.tabled": _("amendment as tabled"),
    "chamber.scenario": _("scenario"),
    "demands.demand": _("demand"),
    "estimates.population": _("statement whom an estimate counts"),
    "estimates.run": _("estimate"),
}

VERB: dict[str, _StrOrPromise] = {
    "add": _("added"),
    "add_case_record": _("case history recorded"),
    "assess": _("assessed"),
    "change": _("changed"),
    "choose": _("value chosen"),
    "decide": _("pair decided"),
    "give_opinion": _("opinion given; a second reader is needed"),
    "withdraw_opinion": _("opinion withdrawn"),
    "import_decision": _("decision brought in from a file"),
    "switch_setting": _("rule switched"),
    "import_list": _("list imported"),
    "run_linkage": _("linkage run"),
    "ensure_administrator": _("first administrator made"),
    "create_user": _("account made"),
    "reset_passphrase": _("new passphrase given"),
    "change_passphrase": _("passphrase changed"),
    "set_role": _("role changed"),
    "deactivate": _("account shut"),
    "add_authenticator": _("second factor or passkey added"),
    "remove_authenticator": _("second factor or passkey removed"),
    "reset_authenticator": _("second factor or passkey renewed"),
    "keep_text": _("text taken in"),
    "keep_published": _("published text taken in"),
    "open_scenario": _("scenario opened"),
    "switch_amendment": _("amendment switched in a scenario"),
    "undo_step": _("switch in a scenario taken back"),
    "recommend": _("recommendation given"),
    "announce": _("announced outcome kept"),
    "retract_announcement": _("announced outcome taken out"),
    "define_population": _("stated whom to count"),
    "change_population": _("stated anew whom to count"),
    "withdraw_population": _("statement whom to count withdrawn"),
    "begin_run": _("estimate asked for"),
    "stop_run": _("estimate asked to stop"),
    "resume_run": _("estimate taken up again"),
    "run_done": _("estimate done"),
    "run_stopped": _("estimate stopped"),
    "run_failed": _("estimate failed"),
    "withdraw_choice": _("choice withdrawn"),
    "withdraw_decision": _("decision withdrawn"),
}
