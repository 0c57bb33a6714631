/**
 * @generated SignedSource<<68b78197664ddcc065f7deea289e977e>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ReaderFragment } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type CommitmentList_commitment$data = {
  readonly dueOn: {
    readonly label: string;
  } | null | undefined;
  readonly id: string;
  readonly lead: {
    readonly name: string;
  } | null | undefined;
  readonly reference: string | null | undefined;
  readonly stateLabel: string;
  readonly title: string;
  readonly " $fragmentType": "CommitmentList_commitment";
};
export type CommitmentList_commitment$key = {
  readonly " $data"?: CommitmentList_commitment$data;
  readonly " $fragmentSpreads": FragmentRefs<"CommitmentList_commitment">;
};

import CommitmentListRowQuery_graphql from './CommitmentListRowQuery.graphql';

const node: ReaderFragment = (function(){
var v0 = [
  {
    "kind": "Literal",
    "name": "language",
    "value": "NL"
  }
];
return {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": {
    "refetch": {
      "connection": null,
      "fragmentPathInResult": [
        "node"
      ],
      "operation": CommitmentListRowQuery_graphql,
      "identifierInfo": {
        "identifierField": "id",
        "identifierQueryVariableName": "id"
      }
    }
  },
  "name": "CommitmentList_commitment",
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
      "args": (v0/*:: as any*/),
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
          "args": (v0/*:: as any*/),
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
        }
      ],
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "id",
      "storageKey": null
    }
  ],
  "type": "Commitment",
  "abstractKey": null
};
})();

(node as any).hash = "d7b97ec3cb71b9c9cd635591faa645ab";

export default node;
