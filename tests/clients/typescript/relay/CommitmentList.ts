// Relay: what its compiler makes of a list with pages, and of a record that is fetched anew by its id.
import { graphql } from "relay-runtime";

export const query = graphql`
  query CommitmentListQuery($slug: String!) {
    partnership(by: { slug: $slug }) {
      name
      ...CommitmentList_partnership
    }
  }
`;

export const list = graphql`
  fragment CommitmentList_partnership on Partnership
  @refetchable(queryName: "CommitmentListPageQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    commitments(first: $count, after: $cursor, orderBy: [{ field: DUE_ON, direction: ASC }])
      @connection(key: "CommitmentList_commitments") {
      totalCount
      edges {
        node {
          ...CommitmentList_commitment
        }
      }
    }
  }
`;

export const row = graphql`
  fragment CommitmentList_commitment on Commitment @refetchable(queryName: "CommitmentListRowQuery") {
    reference
    title
    stateLabel(language: NL)
    dueOn {
      label(language: NL)
    }
    lead {
      name
    }
  }
`;

export const start = graphql`
  mutation CommitmentListStartMutation($input: CommitmentStartInput!) {
    commitmentStart(input: $input) {
      commitment {
        version
        ...CommitmentList_commitment
      }
      userErrors {
        path
        code
        message
      }
    }
  }
`;
