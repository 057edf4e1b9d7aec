export default {
  async find(ctx) {
    return strapi.entityService.findMany("api::company.company", { filters: { name: { $eq: ctx.query.q }, $or: [{ founded: { $null: true } }] }, populate: "*" });
  },
};
