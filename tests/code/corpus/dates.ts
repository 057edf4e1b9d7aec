export const q = (attio: Attio) =>
  attio.records.query({
    object: "companies",
    filter: { foundation_date: { $gte: "2024-02-30" }, created_at: "2024-01-01", "first_interaction": { interacted_at: "2024-05-01T10:00:00+02:00" } },
~                                      ^^^^^^^^^^^^ invalid-date
~                                                                  ^^^^^^^^^^^^ invalid-timestamp, fix: write {"created_at": {"$gte": "2024-01-01T00:00:00Z", "$lt": "2024-01-02T00:00:00Z"}}
~                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-timestamp, fix: write "2024-05-01T08:00:00Z"
  });
