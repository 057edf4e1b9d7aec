export const attioQuery = z.object({ object: z.enum(["people"]), filter: z.record(z.unknown()).optional() });
