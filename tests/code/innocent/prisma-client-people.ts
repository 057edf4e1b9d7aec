import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();
export const list = () => prisma.person.findMany({ where: { job_title: { contains: "chef", mode: "insensitive" }, NOT: [{ created_at: null }] }, take: 5 });
