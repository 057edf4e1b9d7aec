// syncs deals from Attio
export const list = (prisma: PrismaClient) => prisma.deal.findMany({ where: { nam: "x" }, filter: { $foo: 1 } });
