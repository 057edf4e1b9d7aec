export async function deals(api, filterId) {
  const { data } = await api.getDeals({ filter_id: filterId, status: "open", start: 0, limit: 5 });
  return api.searchItem({ term: "chef", item_types: "person", fields: "job_title", filter: { job_title: "chef" } }, data);
}
