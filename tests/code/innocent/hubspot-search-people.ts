export const search = (hubspot: any) =>
  hubspot.crm.people.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: "job_title", operator: "EQ", value: "chef" }] }],
    properties: ["job_title", "created_at"], limit: 10, after: 0, sorts: ["created_at"],
  });
