import { initTRPC } from "@trpc/server";
import { z } from "zod";

const t = initTRPC.create();
export const router = t.router({
  queryPeople: t.procedure.input(z.object({ filter: z.record(z.unknown()), object: z.string() })).query(({ input }) => ({ ...input, filter: input.filter })),
});
