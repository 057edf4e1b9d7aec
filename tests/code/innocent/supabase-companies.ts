export async function companyById(supabase: any, id: string) {
  const { data, error } = await supabase.from("companies").select("*").filter("name", "eq", "Acme").gt("founded", 5).limit(1);
  if (error) throw error;
  return data.filter((each: { id: string }) => each.id === id);
}
