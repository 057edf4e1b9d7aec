export const search = (hubspot: any) =>
  hubspot.crm.companies.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: "name", operator: "EQ", value: "Acme" }] }],
    properties: ["name", "founded"], limit: 10, after: 0, sorts: ["founded"],
  });
