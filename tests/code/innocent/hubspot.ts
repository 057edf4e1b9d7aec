/** HubSpot to Attio */
export const search = (hubspot: Client) =>
  hubspot.crm.contacts.searchApi.doSearch({ filterGroups: [{ filters: [{ propertyName: "email", operator: "EQ", value: "x" }] }] });
