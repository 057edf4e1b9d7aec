await attio.records.query({ object: "deals", filter: { owner: { referenced_actor_type: "workspace-member", referenced_actor_id: me } } });
