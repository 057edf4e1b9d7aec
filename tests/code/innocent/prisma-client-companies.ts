import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();
export const list = () => prisma.company.findMany({ where: { name: { contains: "Acme", mode: "insensitive" }, NOT: [{ founded: null }] }, take: 5 });
