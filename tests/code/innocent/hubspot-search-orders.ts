export const search = (hubspot: any) =>
  hubspot.crm.orders.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: "status", operator: "EQ", value: "open" }] }],
    properties: ["status", "placed_at"], limit: 10, after: 0, sorts: ["placed_at"],
  });
