export default {
  async find(ctx) {
    return strapi.entityService.findMany("api::order.order", { filters: { status: { $eq: ctx.query.q }, $or: [{ placed_at: { $null: true } }] }, populate: "*" });
  },
};
