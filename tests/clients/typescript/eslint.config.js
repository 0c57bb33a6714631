// The schema by the rules that graphql-eslint recommends for every schema and for Relay, and the examples' documents by
// those for clients. Run from the root of the repository: eslint looks at nothing above where it is started.
import { readFileSync } from "node:fs";

import plugin from "@graphql-eslint/eslint-plugin";
import { buildSchema, isObjectType } from "graphql";

const SCHEMA = "api/schema.graphql";
const DOCUMENTS = "tests/clients/typescript/src/*.graphql";

// What is no Node is a value: a payload, a connection, a date, a figure. It has no identity, and belongs to the record
// that it is found in. Whatever has an identity is a Node, whose interface asks for the id.
const values = Object.values(buildSchema(readFileSync(SCHEMA, "utf8")).getTypeMap())
  .filter((type) => isObjectType(type) && !type.getInterfaces().some(({ name }) => name === "Node"))
  .map(({ name }) => name);

const graphql = {
  plugins: { "@graphql-eslint": plugin },
  languageOptions: {
    parser: plugin.parser,
    parserOptions: { graphQLConfig: { schema: SCHEMA, documents: DOCUMENTS } },
  },
};

export default [
  {
    ...graphql,
    files: [SCHEMA],
    rules: {
      ...plugin.configs["flat/schema-recommended"].rules,
      ...plugin.configs["flat/schema-relay"].rules,
      "@graphql-eslint/strict-id-in-types": ["error", { exceptions: { types: values } }],
      // A connection has its `nodes` beside its edges, and what cannot grow is a plain list: roles, debtors, errors. A page
      // may be of values, such as what an import did with each record.
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
    },
  },
  { ...graphql, files: [DOCUMENTS], rules: plugin.configs["flat/operations-recommended"].rules },
];
