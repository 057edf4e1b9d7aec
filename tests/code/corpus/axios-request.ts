export async function page(http: any, offset: number) {
  return http.request({
    url: "https://api.attio.com/v2/objects/people/records/query",
    method: "POST",
    data: { filter: { job_title: { $contains: "CTO" } }, limit: 1_000, offset },
~                                                               ^^^^^ large-limit
~                                                                      ^^^^^^ offset-without-sorts, with a fix
  });
}
