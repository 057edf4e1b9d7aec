export async function report(db) {
  return db.collection("companies").aggregate([
    { $match: { name: { $ne: "Acme" }, $expr: { $gt: ["$total", 5] } } },
    { $project: { kept: { $filter: { input: "$lines", as: "line", cond: { $gte: ["$$line.count", 2] } } } } },
  ]).toArray();
}
