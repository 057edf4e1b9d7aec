import { Schema, model } from "mongoose";

const CompanySchema = new Schema({ name: { type: String, index: true }, founded: Date });
export const Company = model("Company", CompanySchema);

export const recent = (since: Date) =>
  Company.find({ name: { $in: ["Acme", "other"] }, founded: { $gte: since }, $nor: [{ name: { $exists: false } }] }).sort({ founded: -1 });
