export async function page(http: any, offset: number) {
  return http.request({
    url: "https://api.attio.com/v2/objects/people/records/query",
    method: "POST",
    data: { filter: { job_title: { $contains: "CTO" } }, limit: 1_000, offset },
~                                                               ^^^^^ large-limit
~                                                                      ^^^^^^ offset-without-sorts, fix: sort by `created_at`, which changes the order that records come in
  });
}
