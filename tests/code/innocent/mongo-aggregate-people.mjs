export async function report(db) {
  return db.collection("people").aggregate([
    { $match: { job_title: { $ne: "chef" }, $expr: { $gt: ["$total", 5] } } },
    { $project: { kept: { $filter: { input: "$lines", as: "line", cond: { $gte: ["$$line.count", 2] } } } } },
  ]).toArray();
}
