"""gql: a list read to its end, and an act that is sent with the version that was seen.

Run against a demo: AKKOORD_URL is its address, AKKOORD_TOKEN the token of its secretariat.
"""

import os
import uuid
from pathlib import Path

from gql import Client, GraphQLRequest, gql
from gql.transport.httpx import HTTPXTransport

SLUG = "techniekpact-regio-zwolle"
PAGE = 2  # so few that even the demo has several pages
SCHEMA = Path(__file__).parents[3] / "api" / "schema.graphql"

COMMITMENTS = gql("""
    query Commitments($slug: String!, $first: Int!, $after: String) {
      partnership(by: { slug: $slug }) {
        id
        commitments(first: $first, after: $after, orderBy: [{ field: DUE_ON, direction: ASC }]) {
          totalCount
          nodes { id version title state }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
""")
SAVE_DRAFT = gql("""
    mutation SaveDraft($input: CommitmentDraftInput!) {
      commitmentDraft(input: $input) {
        commitment { id version title state }
        userErrors { path code message }
      }
    }
""")
WITHDRAW = gql("""
    mutation Withdraw($input: CommitmentWithdrawInput!) {
      commitmentWithdraw(input: $input) {
        commitment { id version title state }
        userErrors { path code message }
      }
    }
""")


class Refused(Exception):
    """An act was refused, and changed nothing."""

    def __init__(self, errors):
        super().__init__("; ".join(f"{'.'.join(error['path'])}: {error['message']}" for error in errors))
        self.codes = {error["code"] for error in errors}


class Akkoord:
    """The API, with each document checked against the schema before it is sent."""

    def __init__(self, url, token):
        headers = {"authorization": f"Bearer {token}", "accept-language": "en"}
        self.client = Client(transport=HTTPXTransport(url=url, headers=headers), schema=SCHEMA.read_text())

    def ask(self, document, **variables):
        return self.client.execute(GraphQLRequest(document, variable_values=variables))

    def act(self, document, **given):
        """Performs an act and gives the record as it is now."""
        (payload,) = self.ask(document, input=given).values()
        if payload["userErrors"]:
            raise Refused(payload["userErrors"])
        return payload["commitment"]

    def commitments(self):
        """All commitments of the table by their ids, page by page."""
        found, after = {}, None
        while True:
            page = self.ask(COMMITMENTS, slug=SLUG, first=PAGE, after=after)["partnership"]["commitments"]
            found |= {node["id"]: node for node in page["nodes"]}
            if not page["pageInfo"]["hasNextPage"]:
                assert len(found) == page["totalCount"] > PAGE, "each commitment is seen once"
                return found
            after = page["pageInfo"]["endCursor"]

    def refused(self, document, **given):
        """The codes with which an act is refused, as it must be."""
        try:
            self.act(document, **given)
        except Refused as refused:
            print(f"  {refused}")
            return refused.codes
        raise AssertionError("this was not refused")


akkoord = Akkoord(os.environ["AKKOORD_URL"], os.environ["AKKOORD_TOKEN"])
partnership = akkoord.ask(COMMITMENTS, slug=SLUG, first=0)["partnership"]["id"]

# All that is wrong is told at once, each with the path of its field.
mistaken = {"partnership": partnership, "title": "", "dueOn": {"date": "1802-01-01"}}
assert akkoord.refused(SAVE_DRAFT, **mistaken) == {"REQUIRED", "OUT_OF_RANGE"}

# A script that is started again sends the same key, and has its record once.
new = {"partnership": partnership, "title": "From Python", "idempotencyKey": str(uuid.uuid4())}
draft = akkoord.act(SAVE_DRAFT, **new)
assert akkoord.act(SAVE_DRAFT, **new)["id"] == draft["id"]
assert akkoord.commitments()[draft["id"]] == draft

# Who sends the version of before did not see the change: refused, and nothing changes.
change = {"draft": draft["id"], "expectedVersion": draft["version"]}
changed = akkoord.act(SAVE_DRAFT, **change, title="Changed by Python")
assert akkoord.refused(SAVE_DRAFT, **change, title="Too late") == {"STALE_VERSION"}
assert akkoord.commitments()[draft["id"]] == changed

over = {"commitment": draft["id"], "expectedVersion": changed["version"], "reason": "The example is over."}
assert akkoord.act(WITHDRAW, **over)["state"] == "WITHDRAWN"
print(f"python: {len(akkoord.commitments())} commitments, read page by page")
