import { gql } from "graphql-request";

const QUERY = gql`
  query Orders($filter: OrderFilter!) {
    orders(filter: $filter, first: 10) { nodes { id status } }
  }
`;
export const load = (client: { request: Function }) =>
  client.request(QUERY, { filter: { status: { eq: "open" }, and: [{ placed_at: { gt: "2024-01-01" } }] } });
