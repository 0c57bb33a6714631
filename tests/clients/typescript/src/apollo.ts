// Apollo Client: a paged list in a normalised cache, which a mutation's reply brings up to date by id.
import assert from "node:assert/strict";

import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";

import { CommitmentListDocument, SaveDraftDocument, WithdrawDocument } from "./generated/graphql.js";
import { PAGE, refused, server, SLUG, whole } from "./setting.js";

const { url, headers } = server();
const client = new ApolloClient({
  link: new HttpLink({ uri: url, headers }),
  cache: new InMemoryCache({
    typePolicies: {
      // Pages are one list; lists that are filtered or sorted otherwise are other lists.
      Partnership: { fields: { commitments: relayStylePagination(["filter", "orderBy"]) } },
    },
  }),
});
const list = { query: CommitmentListDocument, variables: { slug: SLUG, first: PAGE } };

/** All commitments as a component would see them: from the cache. */
function shown() {
  return whole(client.readQuery(list)?.partnership?.commitments);
}

// A draft of our own, so that the example changes nothing else. A form shows what is wrong with it, all at once.
const partnership = (await client.query(list)).data?.partnership?.id;
assert.ok(partnership);
const save = { mutation: SaveDraftDocument };
const mistaken = { partnership, title: "", dueOn: { date: "1802-01-01" } };
const wrong = await client.mutate({ ...save, variables: { input: mistaken } });
assert.deepEqual(refused(wrong.data?.commitmentDraft.userErrors).sort(), ["OUT_OF_RANGE", "REQUIRED"]);
const saved = await client.mutate({ ...save, variables: { input: { partnership, title: "From Apollo" } } });
const draft = saved.data?.commitmentDraft.commitment;
assert.ok(draft, "a refused mutation has no record");

// The list anew, page by page until its end.
const pages = client.watchQuery({ ...list, fetchPolicy: "network-only" });
let at = (await pages.refetch()).data?.partnership?.commitments.pageInfo;
while (at?.hasNextPage) {
  const more = await pages.fetchMore({ variables: { after: at.endCursor } });
  at = more.data?.partnership?.commitments.pageInfo;
}
assert.equal(shown().find(({ id }) => id === draft.id)?.title, "From Apollo");

// Changed with the version that was seen: the reply has the same id, so the list shows it without being asked again.
const change = { draft: draft.id, expectedVersion: draft.version };
await client.mutate({ ...save, variables: { input: { ...change, title: "Changed by Apollo" } } });
const now = shown().find(({ id }) => id === draft.id);
assert.deepEqual([now?.title, now?.version], ["Changed by Apollo", draft.version + 1]);

// Sent again with the version of before, as somebody does who did not see the change: refused, and nothing changes.
const stale = await client.mutate({ ...save, variables: { input: { ...change, title: "Too late" } } });
assert.deepEqual(refused(stale.data?.commitmentDraft.userErrors), ["STALE_VERSION"]);
assert.equal(shown().find(({ id }) => id === draft.id)?.title, "Changed by Apollo");

const withdraw = { commitment: draft.id, expectedVersion: draft.version + 1, reason: "The example is over." };
await client.mutate({ mutation: WithdrawDocument, variables: { input: withdraw } });
assert.equal(shown().find(({ id }) => id === draft.id)?.state, "WITHDRAWN");
console.log(`apollo: ${shown().length} commitments, brought up to date by id`);
client.stop();
