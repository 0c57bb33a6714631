/**
 * @generated SignedSource<<86821e6a42f3f00be923182869bc4a80>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type CommitmentListRowQuery$variables = {
  id: string;
};
export type CommitmentListRowQuery$data = {
  readonly node: {
    readonly " $fragmentSpreads": FragmentRefs<"CommitmentList_commitment">;
  } | null | undefined;
};
export type CommitmentListRowQuery = {
  response: CommitmentListRowQuery$data;
  variables: CommitmentListRowQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "id"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "id",
    "variableName": "id"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v3 = [
  {
    "kind": "Literal",
    "name": "language",
    "value": "NL"
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "CommitmentListRowQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": null,
        "kind": "LinkedField",
        "name": "node",
        "plural": false,
        "selections": [
          {
            "args": null,
            "kind": "FragmentSpread",
            "name": "CommitmentList_commitment"
          }
        ],
        "storageKey": null
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "CommitmentListRowQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": null,
        "kind": "LinkedField",
        "name": "node",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "__typename",
            "storageKey": null
          },
          (v2/*:: as any*/),
          {
            "kind": "InlineFragment",
            "selections": [
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
                "args": (v3/*:: as any*/),
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
                    "args": (v3/*:: as any*/),
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
                  (v2/*:: as any*/)
                ],
                "storageKey": null
              }
            ],
            "type": "Commitment",
            "abstractKey": null
          }
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "16423c2babac9c886a3d01304f5c39fc",
    "id": null,
    "metadata": {},
    "name": "CommitmentListRowQuery",
    "operationKind": "query",
    "text": "query CommitmentListRowQuery(\n  $id: ID!\n) {\n  node(id: $id) {\n    __typename\n    ...CommitmentList_commitment\n    id\n  }\n}\n\nfragment CommitmentList_commitment on Commitment {\n  reference\n  title\n  stateLabel(language: NL)\n  dueOn {\n    label(language: NL)\n  }\n  lead {\n    name\n    id\n  }\n  id\n}\n"
  }
};
})();

(node as any).hash = "d7b97ec3cb71b9c9cd635591faa645ab";

export default node;
