const { data } = await attio.records.query({ object: "companies", filter: { domains: { $contains: term }, ...extra } });
