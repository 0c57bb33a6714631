"""icalendar: a calendar fetched with a key of its own, whose days and hours are the same whatever TZ says.

Run against a demo: AKKOORD_URL is its address, AKKOORD_TOKEN the token of its secretariat.
"""

import os
from datetime import UTC, date, datetime, timedelta

import httpx
from icalendar import Calendar

# On both days on which the clock changes, and on those beside them; the last column is when it begins in UTC.
MEETINGS = [
    ("2026-03-28", "14:00", "2026-03-28T13:00:00+00:00"),
    ("2026-03-29", "01:30", "2026-03-29T00:30:00+00:00"),
    ("2026-03-29", "03:00", "2026-03-29T01:00:00+00:00"),
    ("2026-03-29", None, "2026-03-29"),
    ("2026-03-30", "14:00", "2026-03-30T12:00:00+00:00"),
    ("2026-10-24", "14:00", "2026-10-24T12:00:00+00:00"),
    ("2026-10-25", "01:30", "2026-10-24T23:30:00+00:00"),
    ("2026-10-25", "03:00", "2026-10-25T02:00:00+00:00"),
    ("2026-10-25", None, "2026-10-25"),
    ("2026-10-26", "00:00", "2026-10-25T23:00:00+00:00"),
]
TABLE = """{ partnership(by: { slug: "techniekpact-regio-zwolle" }) { id
    commitments(first: 200, filter: { state: { in: [AGREED, IN_PROGRESS, REPORTED_DONE, FULFILLED] } }) {
        nodes { reference dueOn { lastDay } } } } }"""

url, token = os.environ["AKKOORD_URL"], os.environ["AKKOORD_TOKEN"]
server = httpx.Client(base_url=url.removesuffix("/graphql"), headers={"authorization": f"Bearer {token}"})


def ask(query, **variables):
    reply = server.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in reply, reply
    return reply["data"]


def act(name, shown, /, **given):
    """Performs an act that must not be refused."""
    payload = f"{{ {shown} userErrors {{ path code }} }}"
    document = f"mutation($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {payload} }}"
    payload = ask(document, input=given)[name]
    assert not payload["userErrors"], payload
    return payload


table = ask(TABLE)["partnership"]
expires = (date.today() + timedelta(days=7)).isoformat()
scope = {"name": "icalendar", "purpose": "CALENDAR", "partnership": table["id"], "expiresOn": expires}
key = act("accessKeyCreate", "secret accessKey { id version }", **scope)
recorded = []
for at, (day, hour, _) in enumerate(MEETINGS):
    meeting = {"partnership": table["id"], "title": f"icalendar {at}", "heldOn": day, "startsAt": hour}
    recorded.append(act("meetingRecord", "meeting { id version }", **meeting))

address = f"/calendar/{key['secret']}.ics"
calendar = Calendar.from_ical(server.get(address).content)
(zone,) = calendar.walk("VTIMEZONE")
own_rules = zone.to_tz(lookup_tzid=False)
events = calendar.walk("VEVENT")
assert not calendar.errors and not any(event.errors for event in events), "the parser has no complaints"
assert len({event["UID"] for event in events}) == len(events)


def begins(title):
    """When an entry begins: a day, or an instant in UTC, which is the same by the file's own rules of the zone."""
    (event,) = [event for event in events if title in event["SUMMARY"]]
    start = event.decoded("DTSTART")
    if not isinstance(start, datetime):
        assert event.decoded("DTEND") - start == timedelta(days=1), "one whole day"
        return start.isoformat()
    told = start.astimezone(UTC)
    assert start.replace(tzinfo=own_rules).astimezone(UTC) == told
    return told.isoformat()


for at, (_, _, expected) in enumerate(MEETINGS):
    assert begins(f"icalendar {at}") == expected
due = [one for one in table["commitments"]["nodes"] if one["dueOn"]]
for one in due:
    assert begins(f"{one['reference']}: ") == one["dueOn"]["lastDay"]
assert len(due) > 3, "the demo has deadlines"

# The key opens nothing any more, and what the example recorded is gone.
for made in recorded:
    meeting = {"meeting": made["meeting"]["id"], "expectedVersion": made["meeting"]["version"]}
    act("meetingRemove", "removedId", **meeting, reason="The example is over.")
made = key["accessKey"]
act("accessKeyRevoke", "accessKey { id }", accessKey=made["id"], expectedVersion=made["version"])
assert server.get(address).status_code == 404
print(f"icalendar, TZ={os.environ.get('TZ')}: {len(events)} entries, each on its day")
