export async function personById(supabase: any, id: string) {
  const { data, error } = await supabase.from("people").select("*").filter("job_title", "eq", "chef").gt("created_at", 5).limit(1);
  if (error) throw error;
  return data.filter((each: { id: string }) => each.id === id);
}
