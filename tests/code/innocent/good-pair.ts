await attio.records.query({ object: "deals", filter: { value: { $gte: low, $lt: high }, created_at: { $gte: since.toISOString() } } });
