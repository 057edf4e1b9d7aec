await attio.webhooks.create({ data: { target_url: "x", subscriptions: [{ event_type: "note.created", filter: { $and: [{ field: "parent_object_id", operator: "equals", value: "x" }] } }] } });
