export default {
  async find(ctx) {
    return strapi.entityService.findMany("api::person.person", { filters: { job_title: { $eq: ctx.query.q }, $or: [{ created_at: { $null: true } }] }, populate: "*" });
  },
};
