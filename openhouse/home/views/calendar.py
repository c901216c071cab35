"""The calendar feed: where its addresses are made and ended, and what a calendar program reads."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FAMILY, PUBLIC, audience
from openhouse.access.limits import is_too_often, too_many
from openhouse.access.proved import LATELY, is_proved, lead_to
from openhouse.access.requests import district_of, viewer_of
from openhouse.access.unchanged import release
from openhouse.common import clock
from openhouse.common.addresses import address, whole_page
from openhouse.common.rows import LARGEST_ID
from openhouse.home.feed import addresses, page
from openhouse.home.feed.calendar import written
from openhouse.home.feed.days import days_for, span_of_feed
from openhouse.home.feed.forms import FeedForm


@audience(FAMILY)
@require_safe
def calendar_feeds(request: HttpRequest) -> HttpResponse:
    """Which addresses work, of which child, and when they were last read."""
    viewer = viewer_of(request)
    context = page.of_family(viewer, addresses.feeds_of(viewer))
    context["form"] = FeedForm(children=viewer.children)
    return render(request, "home/calendar_feeds.html", context)


@audience(FAMILY)
@require_POST
def calendar_make(request: HttpRequest) -> HttpResponse:
    """A new address, shown this once; the one before it works no more."""
    if not is_proved(request, LATELY):
        return lead_to("ask-again", address("calendar-feeds"))
    viewer = viewer_of(request)
    form = FeedForm(request.POST, children=viewer.children)
    if not form.is_valid():
        raise Http404
    child = viewer.child(form.cleaned_data["child"])
    district, classes = district_of(request), form.cleaned_data["classes"]
    secret = addresses.make(viewer, child, district, classes=classes)
    url = whole_page(district.slug, "calendar-feed", secret=secret)
    return render(request, "home/calendar_made.html", page.made(child, url))


@audience(FAMILY)
@require_POST
def calendar_end(request: HttpRequest, number: int) -> HttpResponse:
    """The address works no more, wherever it was copied to."""
    if number > LARGEST_ID or not addresses.end(viewer_of(request), number):
        raise Http404
    messages.success(request, _("Ended. Calendars that have this address get nothing any more."))
    return redirect("calendar-feeds")


@audience(PUBLIC)
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program reads. Whatever is wrong with the address: there is no such page."""
    district = district_of(request)
    reader = addresses.reader_of(secret, district.slug)
    limit = ("feed", str(reader.feed.pk)) if reader else ("feed_unknown", None)
    if is_too_often(request, *limit):
        return too_many(request)
    if reader is None:
        raise Http404
    addresses.note_read(reader.feed)
    etag = _etag(reader)
    if etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        return _labelled(HttpResponseNotModified(), etag)
    return _labelled(_file(reader, district), etag)


def _file(reader: addresses.Reader, district: Any) -> HttpResponse:
    language = reader.viewer.chosen_language or reader.viewer.language or "en"
    now, classes = clock.now(), reader.feed.classes
    with translation.override(language):
        span = span_of_feed(now.date())
        days = days_for(reader.viewer, reader.children, span, classes=classes)
        zone = clock.zone(district.time_zone)
        content = written(days, page.name_of(reader.children), zone, district.slug, now)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _labelled(answer: HttpResponse, etag: str) -> HttpResponse:
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _etag(reader: addresses.Reader) -> str:
    """Of all that the file follows from: the stamps, the children, the language, the day."""
    entry = reader.entry
    said = [entry[name] for name in ("district", "stamps", "children")]
    more = [reader.viewer.chosen_language, reader.viewer.language, clock.today().isoformat()]
    feed = [reader.feed.pk, reader.feed.classes]
    digest = hashlib.blake2b(json.dumps([*said, *more, *feed]).encode(), digest_size=16)
    digest.update(release())
    return f'W/"{digest.hexdigest()}"'
