export const q = (attio: Attio, me: string) =>
  attio.records.query({
    object: "deals",
    filter: {
      $or: [
        { owner: me },
~                ^^ in part: `me` is a variable
        { owner: { email: me } },
~                  ^^^^^ unknown-property
        { owner: { target_object: "workspace_members", target_record_id: me } },
~                  ^^^^^^^^^^^^^ unknown-property
~                                                      ^^^^^^^^^^^^^^^^ unknown-property
        { owner: { referenced_actor_type: "user", referenced_actor_id: me } },
      ],
    },
  });
