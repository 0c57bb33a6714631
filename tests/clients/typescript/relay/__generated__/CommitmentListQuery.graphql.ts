/**
 * @generated SignedSource<<9c1ccfaca7153977ddffad8554086f81>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type CommitmentListQuery$variables = {
  slug: string;
};
export type CommitmentListQuery$data = {
  readonly partnership: {
    readonly name: string;
    readonly " $fragmentSpreads": FragmentRefs<"CommitmentList_partnership">;
  } | null | undefined;
};
export type CommitmentListQuery = {
  response: CommitmentListQuery$data;
  variables: CommitmentListQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "slug"
  }
],
v1 = [
  {
    "fields": [
      {
        "kind": "Variable",
        "name": "slug",
        "variableName": "slug"
      }
    ],
    "kind": "ObjectValue",
    "name": "by"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "name",
  "storageKey": null
},
v3 = [
  {
    "kind": "Literal",
    "name": "first",
    "value": 20
  },
  {
    "kind": "Literal",
    "name": "orderBy",
    "value": [
      {
        "direction": "ASC",
        "field": "DUE_ON"
      }
    ]
  }
],
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
    "name": "CommitmentListQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "Partnership",
        "kind": "LinkedField",
        "name": "partnership",
        "plural": false,
        "selections": [
          (v2/*:: as any*/),
          {
            "args": null,
            "kind": "FragmentSpread",
            "name": "CommitmentList_partnership"
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
    "name": "CommitmentListQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "Partnership",
        "kind": "LinkedField",
        "name": "partnership",
        "plural": false,
        "selections": [
          (v2/*:: as any*/),
          {
            "alias": null,
            "args": (v3/*:: as any*/),
            "concreteType": "CommitmentConnection",
            "kind": "LinkedField",
            "name": "commitments",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "totalCount",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "concreteType": "CommitmentEdge",
                "kind": "LinkedField",
                "name": "edges",
                "plural": true,
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "concreteType": "Commitment",
                    "kind": "LinkedField",
                    "name": "node",
                    "plural": false,
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
                          (v2/*:: as any*/),
                          (v5/*:: as any*/)
                        ],
                        "storageKey": null
                      },
                      (v5/*:: as any*/),
                      {
                        "alias": null,
                        "args": null,
                        "kind": "ScalarField",
                        "name": "__typename",
                        "storageKey": null
                      }
                    ],
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "cursor",
                    "storageKey": null
                  }
                ],
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "concreteType": "PageInfo",
                "kind": "LinkedField",
                "name": "pageInfo",
                "plural": false,
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "endCursor",
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "hasNextPage",
                    "storageKey": null
                  }
                ],
                "storageKey": null
              }
            ],
            "storageKey": "commitments(first:20,orderBy:[{\"direction\":\"ASC\",\"field\":\"DUE_ON\"}])"
          },
          {
            "alias": null,
            "args": (v3/*:: as any*/),
            "filters": [
              "orderBy"
            ],
            "handle": "connection",
            "key": "CommitmentList_commitments",
            "kind": "LinkedHandle",
            "name": "commitments"
          },
          (v5/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "71ce0726edb0561f96e49cdc0bd1c734",
    "id": null,
    "metadata": {},
    "name": "CommitmentListQuery",
    "operationKind": "query",
    "text": "query CommitmentListQuery(\n  $slug: String!\n) {\n  partnership(by: {slug: $slug}) {\n    name\n    ...CommitmentList_partnership\n    id\n  }\n}\n\nfragment CommitmentList_commitment on Commitment {\n  reference\n  title\n  stateLabel(language: NL)\n  dueOn {\n    label(language: NL)\n  }\n  lead {\n    name\n    id\n  }\n  id\n}\n\nfragment CommitmentList_partnership on Partnership {\n  commitments(first: 20, orderBy: [{field: DUE_ON, direction: ASC}]) {\n    totalCount\n    edges {\n      node {\n        ...CommitmentList_commitment\n        id\n        __typename\n      }\n      cursor\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n  }\n  id\n}\n"
  }
};
})();

(node as any).hash = "2e40674235ed95e96ceaac8e9d268ca1";

export default node;
