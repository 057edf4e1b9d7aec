import { gql } from "graphql-request";

const QUERY = gql`
  query People($filter: PersonFilter!) {
    people(filter: $filter, first: 10) { nodes { id job_title } }
  }
`;
export const load = (client: { request: Function }) =>
  client.request(QUERY, { filter: { job_title: { eq: "chef" }, and: [{ created_at: { gt: "2024-01-01" } }] } });
