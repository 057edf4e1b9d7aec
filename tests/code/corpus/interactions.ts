export const q = (attio: Attio, since: string) =>
  attio.records.query({
    object: "people",
    filter: {
      last_email_interaction: { $gte: since },
~                               ^^^^ property-needed
~                                     ^^^^^ in part: `since` is a variable
      last_calendar_interaction: { interacted_at: { $gte: "last week" } },
~                                                         ^^^^^^^^^^^ invalid-timestamp
      first_interaction: { interaction_type: { $eq: "mail" } },
    },
  });
