import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();
export const list = () => prisma.order.findMany({ where: { status: { contains: "open", mode: "insensitive" }, NOT: [{ placed_at: null }] }, take: 5 });
