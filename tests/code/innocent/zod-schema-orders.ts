import { z } from "zod";

export const OrderFilter = z.object({ filter: z.object({ status: z.string().optional(), $and: z.array(z.any()) }), object: z.literal("orders") });
export type OrderFilter = z.infer<typeof OrderFilter>;
export const example: OrderFilter = { filter: { $and: [] }, object: "orders" };
