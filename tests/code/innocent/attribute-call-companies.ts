const attributes = await client.get(`https://api.attio.com/v2/objects/companies/attributes`, { params: { limit: 5 } });
export const slugs = attributes.data.filter((each) => each.api_slug !== "name");
await client.post("https://api.attio.com/v2/webhooks", { data: { subscriptions: [{ event_type: "record.created", filter: { $and: [{ field: "id.object_id", operator: "equals", value: "x" }] } }] } });
