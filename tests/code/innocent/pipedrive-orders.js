export async function deals(api, filterId) {
  const { data } = await api.getDeals({ filter_id: filterId, status: "open", start: 0, limit: 5 });
  return api.searchItem({ term: "open", item_types: "order", fields: "status", filter: { status: "open" } }, data);
}
