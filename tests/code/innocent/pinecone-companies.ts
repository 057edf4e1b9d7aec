export const near = (index: any, vector: number[]) =>
  index.namespace("companies").query({ vector, topK: 3, includeMetadata: true, filter: { name: { $eq: "Acme" }, founded: { $gte: 2020 } } });
