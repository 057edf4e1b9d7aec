const sdk = createAttioSdk();

export const engineers = () =>
  sdk.records.query({
    object: "people",
    filter: { job_title: { $contains: "engineer" }, phone: { $not_empty: true } },
~                                                   ^^^^^ unknown-attribute
  });
