export const q = (attio: Attio, since: Date) =>
  attio.records.query({
    object: "people",
    filter: {
      job_title: { eq: "CEO" },
~                  ^^ operator-without-dollar, with a fix
      created_at: { gte: since.toISOString(), lt: 1700000000 },
~                   ^^^ operator-without-dollar
~                        ^^^^^^^^^^^^^^^^^^^ in part: `since.toISOString()` is a call
      description: { $is_empty: true },
~                    ^^^^^^^^^ invented-operator
    },
  });
