import { Schema, model } from "mongoose";

const PersonSchema = new Schema({ job_title: { type: String, index: true }, created_at: Date });
export const Person = model("Person", PersonSchema);

export const recent = (since: Date) =>
  Person.find({ job_title: { $in: ["chef", "other"] }, created_at: { $gte: since }, $nor: [{ job_title: { $exists: false } }] }).sort({ created_at: -1 });
