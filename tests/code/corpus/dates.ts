export const q = (attio: Attio) =>
  attio.records.query({
    object: "companies",
    filter: { foundation_date: { $gte: "2024-02-30" }, created_at: "2024-01-01", "first_interaction": { interacted_at: "2024-05-01T10:00:00+02:00" } },
~                                      ^^^^^^^^^^^^ invalid-date
~                                                                  ^^^^^^^^^^^^ invalid-timestamp, with a fix
~                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-timestamp, with a fix
  });
