export const paths = { "/v2/objects/{object}/records/query": { post: { requestBody: { content: { "application/json": { schema: { type: "object" } } } } } } };
