await attio.records.query({ object: "deals", filter: { $or: stages.map((stage) => ({ stage: { $eq: stage } })) } });
