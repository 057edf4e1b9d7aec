import { z } from "zod";

export const CompanyFilter = z.object({ filter: z.object({ name: z.string().optional(), $and: z.array(z.any()) }), object: z.literal("companies") });
export type CompanyFilter = z.infer<typeof CompanyFilter>;
export const example: CompanyFilter = { filter: { $and: [] }, object: "companies" };
