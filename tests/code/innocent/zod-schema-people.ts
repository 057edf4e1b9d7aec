import { z } from "zod";

export const PersonFilter = z.object({ filter: z.object({ job_title: z.string().optional(), $and: z.array(z.any()) }), object: z.literal("people") });
export type PersonFilter = z.infer<typeof PersonFilter>;
export const example: PersonFilter = { filter: { $and: [] }, object: "people" };
