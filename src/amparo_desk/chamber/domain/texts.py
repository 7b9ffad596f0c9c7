# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking in drafts, amendments and published texts: whole, or not at all with every reason."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from amparo.exchange.plain_data import to_plain
from amparo.texts.operations import Reading
from amparo_desk.chamber.domain.signs import control_sign
from amparo_desk.chamber.models import Draft, DraftText, Tabled
from amparo_desk.history.domain import record_change
from amparo_desk.history.rows import Kept, keep_row
from amparo_desk.register.domain.sources import add_source
from amparo_desk.register.domain.turns import RefusedError, turn
from amparo_desk.register.models import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.core.sources import Source as CoreSource
    from amparo.texts.document import Document
    from amparo.texts.operations import Amendment
    from amparo_desk.accounts.models import User
    from amparo_desk.chamber.models import Debate

LONGEST_LABEL = 40
NOTHING_READ = Reading((), ())


class FaultsError(RefusedError):
    """What was brought in cannot be taken; `faults` are all the reasons. Nothing was written."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def keep_draft(
    *,
    key: str,
    title: str,
    source: CoreSource,
    user: User,
    doc: str = "",
    debate: Debate | None = None,
    reason: str = "",
) -> Draft:
    """Add a draft under debate with its source, or bring it to what is now known of it.

    Raises:
        PermissionDenied: the user may not document.
        FaultsError: a control sign in the title or the number of the document.
    """
    if sign := control_sign(title) or control_sign(doc):
        raise FaultsError(
            [_("The title or the number of the document: %(sign)s.") % {"sign": sign}]
        )
    with turn(user):
        add_source(source=source, user=user, reason=reason)
        values = {
            "title": title,
            "doc": doc,
            "debate_id": debate.pk if debate else None,
            "source_id": Source.objects.get(key=source.key).pk,
        }
        keep_row(model=Draft, key=key, values=values, user=user, reason=reason)
        return Draft.objects.get(key=key)


def keep_text(
    *, draft: Draft, document: Document, content: str, user: User, reason: str = ""
) -> DraftText:
    """Keep the words of a draft in the language of `document`; former words go into the history.

    Raises:
        PermissionDenied: the user may not document.
        FaultsError: the text has no numbered paragraph, or a control sign.
    """
    _refuse_signs(content)
    if not any(item.number for item in document.walk()):
        raise FaultsError([_("No numbered paragraph was found in the text.")])
    values = {"content": content, "data": to_plain(document)}
    with turn(user):
        row = DraftText.objects.filter(draft=draft, language=document.language).first()
        if row is None:
            row = DraftText(draft=draft, language=document.language, **values)
            before = None
        elif row.content == content and row.data == _as_kept(values["data"]):
            return row
        else:
            before = {"content": row.content}
            row.content, row.data = values["content"], values["data"]
        _give_version(row)
        record_change(
            user=user,
            verb="keep_text",
            kind="chamber.draft",
            key=_named(row),
            reason=reason,
            before=before,
            after={"content": content},
        )
        return row


def keep_published(
    *, text: DraftText, document: Document, content: str, user: User, reason: str = ""
) -> None:
    """Keep what the institution printed after the vote, in the language of the text.

    Raises:
        PermissionDenied: the user may not document.
        FaultsError: it has no numbered paragraph or a control sign, or stands in another language.
    """
    _refuse_signs(content)
    faults = []
    if not any(item.number for item in document.walk()):
        faults.append(_("No numbered paragraph was found in the text."))
    if document.language != text.language:
        faults.append(_("The published text is in another language than the draft."))
    if faults:
        raise FaultsError(faults)
    with turn(user):
        row = DraftText.objects.select_related("draft").get(pk=text.pk)
        kept = _as_kept(to_plain(document))
        if (row.published, row.published_content) == (kept, content):
            return
        former = {"content": row.published_content, "published": row.published}
        before = former if row.published else None
        row.published, row.published_content = kept, content
        row.save(update_fields=["published", "published_content"])
        record_change(
            user=user,
            verb="keep_published",
            kind="chamber.draft",
            key=_named(row),
            reason=reason,
            before=before,
            after={"content": content, "published": kept},
        )


def keep_amendments(
    *, text: DraftText, amendments: Sequence[Amendment], user: User, reason: str = ""
) -> Counter[Kept]:
    """Add and change amendments to a text; say how many. Those not named stay as they are.

    One whose wording cannot be read is kept too: the pages say why it was not read.

    Raises:
        PermissionDenied: the user may not document.
        FaultsError: no amendment at all, a number twice or none, a sub-amendment to an amendment
            that is not there, an empty wording, a control sign; all faults are named.
    """
    with turn(user):
        row = DraftText.objects.select_related("draft").get(pk=text.pk)
        here = {item.label: item for item in row.amendments.all()}
        if faults := list(_faults_of(amendments, set(here))):
            raise FaultsError(faults)
        done: Counter[Kept] = Counter()
        # Those that come later stand after all that are here, in the order in which they came.
        free = count(1 + max((item.position for item in here.values()), default=0))
        for amendment in amendments:
            item = here.get(amendment.key)
            place = item.position if item else next(free)
            done[_keep_one(row, item, amendment, place, user, reason)] += 1
        if done[Kept.ADDED] or done[Kept.CHANGED]:
            _give_version(row)
        return done


def plain_amendment(amendment: Amendment) -> dict[str, Any]:
    """Give an amendment as JSON holds it, without what was read of its wording."""
    data = to_plain(replace(amendment, reading=NOTHING_READ, wording="", tabled=None))
    kept: dict[str, Any] = _as_kept(data)
    if amendment.tabled:
        kept["tabled"] = amendment.tabled.isoformat()
    return kept


def _faults_of(amendments: Sequence[Amendment], here: set[str]) -> Iterator[str]:
    if not amendments:
        yield _("No amendment was found: each begins with a line such as “Amendment 7”.")
    # The reader calls a second wording of one number "2 (second wording)".
    counted = Counter(item.key.partition(" (")[0] for item in amendments)
    known = here | counted.keys()
    for label, times in counted.items():
        if times > 1:
            yield _("Amendment %(label)s stands there %(count)d times.") % {
                "label": label,
                "count": times,
            }
    for item in amendments:
        named = {"label": item.key}
        if not item.number or len(item.key) > LONGEST_LABEL:
            yield _("An amendment has no usable number: “%(words)s”.") % {
                "words": item.wording[:60]
            }
        if not item.wording.strip():
            yield _("Amendment %(label)s has no wording.") % named
        if sign := control_sign(item.wording):
            yield _("Amendment %(label)s: %(sign)s.") % {**named, "sign": sign}
        if item.to and item.to not in known:
            yield _("Sub-amendment %(label)s: there is no amendment %(to)s here.") % {
                **named,
                "to": item.to,
            }


def _refuse_signs(content: str) -> None:
    if sign := control_sign(content):
        raise FaultsError([_("The text: %(sign)s.") % {"sign": sign}])


def _keep_one(
    text: DraftText, item: Tabled | None, amendment: Amendment, place: int, user: User, reason: str
) -> Kept:
    values = {"wording": amendment.wording, "data": plain_amendment(amendment)}
    key = f"{_named(text)}/{amendment.key}"
    if item is None:
        Tabled.objects.create(text=text, label=amendment.key, position=place, **values)
        before, verb, kept = None, "add", Kept.ADDED
    else:
        before = {"wording": item.wording, "data": item.data}
        if before == values:
            return Kept.UNCHANGED
        item.wording, item.data = amendment.wording, values["data"]
        item.save()
        verb, kept = "change", Kept.CHANGED
    record_change(
        user=user,
        verb=verb,
        kind="chamber.tabled",
        key=key,
        reason=reason,
        before=before,
        after=values,
    )
    return kept


def _give_version(text: DraftText) -> None:
    """Work out the hash of the draft and its amendments anew and save the text."""
    text.data = _as_kept(text.data)
    rows = text.amendments.values_list("label", "wording", "data") if text.pk else ()
    held = json.dumps([text.language, text.data, [list(row) for row in rows]], sort_keys=True)
    text.version = sha256(held.encode()).hexdigest()
    text.save()


def _named(text: DraftText) -> str:
    return f"{text.draft.key}/{text.language}"


def _as_kept(data: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Give data as a JSON column gives it back: tuples become lists."""
    return json.loads(json.dumps(data))
