/**
 * @generated SignedSource<<07e23c90cc11556c3be83b298f2dacc7>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type UserErrorCode = "ALREADY_EXISTS" | "BLOCKED" | "BREAKDOWN_EXCEEDS_TOTAL" | "CYCLE" | "DATE_ORDER" | "DENOMINATOR_ZERO" | "DOUBLE_COUNT" | "DUPLICATE_MEASUREMENT" | "FUTURE_MEASUREMENT" | "KEY_REUSED" | "MODE_COMBINATION" | "NOT_ALLOWED" | "NOT_A_MEMBER" | "NOT_FOUND" | "NOT_SMART" | "NO_DEBTOR" | "OPEN_COMMITMENTS" | "OUT_OF_RANGE" | "OVER_ALLOCATED" | "PERIOD_CLOSED" | "PERIOD_OVERLAP" | "PERSONAL_DATA" | "REASON_REQUIRED" | "REQUIRED" | "RUNNING_TOTAL_FELL" | "SELF_APPROVAL" | "SELF_BENEFIT" | "STALE_ENDORSEMENT" | "STALE_VERSION" | "TARGETS_NOT_MONOTONE" | "TARGET_AGAINST_DIRECTION" | "TARGET_EQUALS_BASELINE" | "TOO_LONG" | "UNIT_MISMATCH" | "UNKNOWN_TRANSITION" | "VALUE_KIND" | "VOUCHERS_EXHAUSTED" | "VOUCHER_EXPIRED" | "%future added value";
export type CommitmentStartInput = {
  commitment: string;
  expectedVersion: number;
  idempotencyKey?: string | null | undefined;
};
export type CommitmentListStartMutation$variables = {
  input: CommitmentStartInput;
};
export type CommitmentListStartMutation$data = {
  readonly commitmentStart: {
    readonly commitment: {
      readonly version: number;
      readonly " $fragmentSpreads": FragmentRefs<"CommitmentList_commitment">;
    } | null | undefined;
    readonly userErrors: ReadonlyArray<{
      readonly code: UserErrorCode;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};
export type CommitmentListStartMutation = {
  response: CommitmentListStartMutation$data;
  variables: CommitmentListStartMutation$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "input"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "input",
    "variableName": "input"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "version",
  "storageKey": null
},
v3 = {
  "alias": null,
  "args": null,
  "concreteType": "UserError",
  "kind": "LinkedField",
  "name": "userErrors",
  "plural": true,
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "path",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "code",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "message",
      "storageKey": null
    }
  ],
  "storageKey": null
},
v4 = [
  {
    "kind": "Literal",
    "name": "language",
    "value": "NL"
  }
],
v5 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "CommitmentListStartMutation",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "CommitmentStartPayload",
        "kind": "LinkedField",
        "name": "commitmentStart",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "Commitment",
            "kind": "LinkedField",
            "name": "commitment",
            "plural": false,
            "selections": [
              (v2/*:: as any*/),
              {
                "args": null,
                "kind": "FragmentSpread",
                "name": "CommitmentList_commitment"
              }
            ],
            "storageKey": null
          },
          (v3/*:: as any*/)
        ],
        "storageKey": null
      }
    ],
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "CommitmentListStartMutation",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "CommitmentStartPayload",
        "kind": "LinkedField",
        "name": "commitmentStart",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "Commitment",
            "kind": "LinkedField",
            "name": "commitment",
            "plural": false,
            "selections": [
              (v2/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "reference",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "title",
                "storageKey": null
              },
              {
                "alias": null,
                "args": (v4/*:: as any*/),
                "kind": "ScalarField",
                "name": "stateLabel",
                "storageKey": "stateLabel(language:\"NL\")"
              },
              {
                "alias": null,
                "args": null,
                "concreteType": "FuzzyDate",
                "kind": "LinkedField",
                "name": "dueOn",
                "plural": false,
                "selections": [
                  {
                    "alias": null,
                    "args": (v4/*:: as any*/),
                    "kind": "ScalarField",
                    "name": "label",
                    "storageKey": "label(language:\"NL\")"
                  }
                ],
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "concreteType": "Organisation",
                "kind": "LinkedField",
                "name": "lead",
                "plural": false,
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "name",
                    "storageKey": null
                  },
                  (v5/*:: as any*/)
                ],
                "storageKey": null
              },
              (v5/*:: as any*/)
            ],
            "storageKey": null
          },
          (v3/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "b3a94f48f646de0d63b88fae17226b67",
    "id": null,
    "metadata": {},
    "name": "CommitmentListStartMutation",
    "operationKind": "mutation",
    "text": "mutation CommitmentListStartMutation(\n  $input: CommitmentStartInput!\n) {\n  commitmentStart(input: $input) {\n    commitment {\n      version\n      ...CommitmentList_commitment\n      id\n    }\n    userErrors {\n      path\n      code\n      message\n    }\n  }\n}\n\nfragment CommitmentList_commitment on Commitment {\n  reference\n  title\n  stateLabel(language: NL)\n  dueOn {\n    label(language: NL)\n  }\n  lead {\n    name\n    id\n  }\n  id\n}\n"
  }
};
})();

(node as any).hash = "9ef096c0493136dde390d366a195bcdf";

export default node;
