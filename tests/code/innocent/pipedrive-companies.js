export async function deals(api, filterId) {
  const { data } = await api.getDeals({ filter_id: filterId, status: "open", start: 0, limit: 5 });
  return api.searchItem({ term: "Acme", item_types: "company", fields: "name", filter: { name: "Acme" } }, data);
}
