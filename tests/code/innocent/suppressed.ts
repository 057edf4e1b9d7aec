// attioql: ignore[contradiction] asked for
await attio.records.query({ object: "deals", filter: { value: { $gt: 5, $lt: 3 } } });
