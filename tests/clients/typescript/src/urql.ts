// urql with graphcache: a paged list in a normalised cache, which a mutation's reply brings up to date by id.
import assert from "node:assert/strict";

import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { Client, fetchExchange } from "@urql/core";

import { CommitmentListDocument, SaveDraftDocument, WithdrawDocument } from "./generated/graphql.js";
import { PAGE, refused, server, SLUG, whole } from "./setting.js";

const { url, headers } = server();
const client = new Client({
  url,
  fetchOptions: { headers },
  exchanges: [
    cacheExchange({
      // Whatever has an id is a record, and the cache finds it by that; the rest belongs to the record that it is in.
      keys: { FuzzyDate: () => null },
      resolvers: { Partnership: { commitments: relayPagination() } },
    }),
    fetchExchange,
  ],
});
const list = { slug: SLUG, first: PAGE };

/** All commitments as a component would see them: from the cache. */
async function shown() {
  const { data } = await client.query(CommitmentListDocument, list, { requestPolicy: "cache-only" });
  return whole(data?.partnership?.commitments);
}

// A draft of our own, so that the example changes nothing else. A form shows what is wrong with it, all at once.
const partnership = (await client.query(CommitmentListDocument, list)).data?.partnership?.id;
assert.ok(partnership);
const mistaken = { partnership, title: "", dueOn: { date: "1802-01-01" } };
const wrong = await client.mutation(SaveDraftDocument, { input: mistaken });
assert.deepEqual(refused(wrong.data?.commitmentDraft.userErrors).sort(), ["OUT_OF_RANGE", "REQUIRED"]);
const saved = await client.mutation(SaveDraftDocument, { input: { partnership, title: "From urql" } });
const draft = saved.data?.commitmentDraft.commitment;
assert.ok(draft, "a refused mutation has no record");

// The list anew, page by page until its end.
async function page(after?: string | null) {
  const asked = { ...list, after };
  const { data } = await client.query(CommitmentListDocument, asked, { requestPolicy: "network-only" });
  return data?.partnership?.commitments.pageInfo;
}
let at = await page();
while (at?.hasNextPage) at = await page(at.endCursor);
assert.equal((await shown()).find(({ id }) => id === draft.id)?.title, "From urql");

// Changed with the version that was seen: the reply has the same id, so the list shows it without being asked again.
const change = { draft: draft.id, expectedVersion: draft.version };
await client.mutation(SaveDraftDocument, { input: { ...change, title: "Changed by urql" } });
const now = (await shown()).find(({ id }) => id === draft.id);
assert.deepEqual([now?.title, now?.version], ["Changed by urql", draft.version + 1]);

// Sent again with the version of before, as somebody does who did not see the change: refused, and nothing changes.
const stale = await client.mutation(SaveDraftDocument, { input: { ...change, title: "Too late" } });
assert.deepEqual(refused(stale.data?.commitmentDraft.userErrors), ["STALE_VERSION"]);
assert.equal((await shown()).find(({ id }) => id === draft.id)?.title, "Changed by urql");

const withdraw = { commitment: draft.id, expectedVersion: draft.version + 1, reason: "The example is over." };
await client.mutation(WithdrawDocument, { input: withdraw });
assert.equal((await shown()).find(({ id }) => id === draft.id)?.state, "WITHDRAWN");
console.log(`urql: ${(await shown()).length} commitments, brought up to date by id`);
