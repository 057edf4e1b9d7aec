export async function report(db) {
  return db.collection("orders").aggregate([
    { $match: { status: { $ne: "open" }, $expr: { $gt: ["$total", 5] } } },
    { $project: { kept: { $filter: { input: "$lines", as: "line", cond: { $gte: ["$$line.count", 2] } } } } },
  ]).toArray();
}
