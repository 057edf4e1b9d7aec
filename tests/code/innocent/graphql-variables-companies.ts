import { gql } from "graphql-request";

const QUERY = gql`
  query Companies($filter: CompanyFilter!) {
    companies(filter: $filter, first: 10) { nodes { id name } }
  }
`;
export const load = (client: { request: Function }) =>
  client.request(QUERY, { filter: { name: { eq: "Acme" }, and: [{ founded: { gt: "2024-01-01" } }] } });
