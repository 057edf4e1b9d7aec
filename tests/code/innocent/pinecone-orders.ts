export const near = (index: any, vector: number[]) =>
  index.namespace("orders").query({ vector, topK: 3, includeMetadata: true, filter: { status: { $eq: "open" }, placed_at: { $gte: 2020 } } });
