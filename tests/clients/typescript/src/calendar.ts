// ical.js: a calendar fetched with a key of its own, whose days and hours are the same whatever TZ says.
import assert from "node:assert/strict";

import { Client, fetchExchange } from "@urql/core";
import ICAL from "ical.js";

import {
  DeadlinesDocument,
  MakeKeyDocument,
  RecordMeetingDocument,
  RemoveMeetingDocument,
  RevokeKeyDocument,
} from "./generated/graphql.js";
import { server, SLUG } from "./setting.js";

// On both days on which the clock changes, and on those beside them; the last column is when it begins in UTC.
const MEETINGS: [day: string, startsAt: string | null, begins: string][] = [
  ["2026-03-28", "14:00", "2026-03-28T13:00:00.000Z"],
  ["2026-03-29", "01:30", "2026-03-29T00:30:00.000Z"],
  ["2026-03-29", "03:00", "2026-03-29T01:00:00.000Z"],
  ["2026-03-29", null, "2026-03-29"],
  ["2026-03-30", "14:00", "2026-03-30T12:00:00.000Z"],
  ["2026-10-24", "14:00", "2026-10-24T12:00:00.000Z"],
  ["2026-10-25", "01:30", "2026-10-24T23:30:00.000Z"],
  ["2026-10-25", "03:00", "2026-10-25T02:00:00.000Z"],
  ["2026-10-25", null, "2026-10-25"],
  ["2026-10-26", "00:00", "2026-10-25T23:00:00.000Z"],
];

const { url, headers } = server();
const client = new Client({ url, fetchOptions: { headers }, exchanges: [fetchExchange] });

const table = (await client.query(DeadlinesDocument, { slug: SLUG })).data?.partnership;
assert.ok(table);
const key = { name: "ical.js", purpose: "CALENDAR" as const, partnership: table.id };
const expiresOn = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const made = (await client.mutation(MakeKeyDocument, { input: { ...key, expiresOn } })).data?.accessKeyCreate;
assert.ok(made?.accessKey && made.secret);
const recorded = [];
for (const [at, [heldOn, startsAt]] of MEETINGS.entries()) {
  const input = { partnership: table.id, title: `ical.js ${at}`, heldOn, startsAt };
  const meeting = (await client.mutation(RecordMeetingDocument, { input })).data?.meetingRecord.meeting;
  assert.ok(meeting);
  recorded.push(meeting);
}

const address = new URL(`/calendar/${made.secret}.ics`, url);
const calendar = new ICAL.Component(ICAL.parse(await (await fetch(address)).text()));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));

/** When an entry begins: a day, or an instant in UTC. */
function begins(title: string) {
  const found = events.filter((event) => event.summary.includes(title));
  assert.equal(found.length, 1, title);
  const [start, end] = [found[0]!.startDate, found[0]!.endDate];
  if (!start.isDate) return start.toJSDate().toISOString();
  // One whole day, and as a date of this machine still the same one.
  assert.equal(end.subtractDate(start).toSeconds(), 24 * 60 * 60);
  assert.deepEqual([start.toJSDate().getDate(), start.toJSDate().getMonth() + 1], [start.day, start.month]);
  return start.toString();
}

for (const [at, [, , expected]] of MEETINGS.entries()) assert.equal(begins(`ical.js ${at}`), expected);
const due = table.commitments.nodes.filter(({ dueOn }) => dueOn);
for (const { reference, dueOn } of due) assert.equal(begins(`${reference}: `), dueOn?.lastDay);
assert.ok(due.length > 3, "the demo has deadlines");

// The key opens nothing any more, and what the example recorded is gone.
for (const { id, version } of recorded) {
  await client.mutation(RemoveMeetingDocument, {
    input: { meeting: id, expectedVersion: version, reason: "The example is over." },
  });
}
const { id: accessKey, version: expectedVersion } = made.accessKey;
await client.mutation(RevokeKeyDocument, { input: { accessKey, expectedVersion } });
assert.equal((await fetch(address)).status, 404);
console.log(`ical.js, TZ=${process.env.TZ}: ${events.length} entries, each on its day`);
