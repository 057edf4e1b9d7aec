export const near = (index: any, vector: number[]) =>
  index.namespace("people").query({ vector, topK: 3, includeMetadata: true, filter: { job_title: { $eq: "chef" }, created_at: { $gte: 2020 } } });
