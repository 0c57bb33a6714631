// Where the examples run, and what they hold to be true.
import assert from "node:assert/strict";

import type { CommitmentListQuery, UserErrorCode } from "./generated/graphql.js";

/** The table that the examples are about. */
export const SLUG = "techniekpact-regio-zwolle";

/** So few on a page that even the demo has several pages. */
export const PAGE = 2;

/** The address of the API, and what is sent along with every request. */
export function server() {
  const { AKKOORD_URL: url, AKKOORD_TOKEN: token } = process.env;
  assert.ok(url && token, "set AKKOORD_URL to the address of a demo, and AKKOORD_TOKEN to its secretariat's token");
  return { url, headers: { authorization: `Bearer ${token}`, "accept-language": "en" } };
}

type Connection = NonNullable<CommitmentListQuery["partnership"]>["commitments"];

/** The commitments of a connection that must be whole: all pages, and each commitment once. */
export function whole(connection: Connection | undefined) {
  const nodes = connection?.edges.map((edge) => edge.node) ?? [];
  assert.ok(nodes.length > PAGE, "the demo has more than a page");
  assert.equal(nodes.length, connection?.totalCount);
  assert.equal(new Set(nodes.map((node) => node.id)).size, nodes.length);
  return nodes;
}

/** Tells what a form would show beside its fields: each path with a sentence in the language that was asked for. */
export function refused(errors: { path: string[]; code: UserErrorCode; message: string }[] | undefined) {
  for (const { path, code, message } of errors ?? []) console.log(`  ${path.join(".")}: ${message} (${code})`);
  return errors?.map(({ code }) => code) ?? [];
}
