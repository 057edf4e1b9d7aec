import { Schema, model } from "mongoose";

const OrderSchema = new Schema({ status: { type: String, index: true }, placed_at: Date });
export const Order = model("Order", OrderSchema);

export const recent = (since: Date) =>
  Order.find({ status: { $in: ["open", "other"] }, placed_at: { $gte: since }, $nor: [{ status: { $exists: false } }] }).sort({ placed_at: -1 });
