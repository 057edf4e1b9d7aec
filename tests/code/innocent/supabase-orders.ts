export async function orderById(supabase: any, id: string) {
  const { data, error } = await supabase.from("orders").select("*").filter("status", "eq", "open").gt("placed_at", 5).limit(1);
  if (error) throw error;
  return data.filter((each: { id: string }) => each.id === id);
}
