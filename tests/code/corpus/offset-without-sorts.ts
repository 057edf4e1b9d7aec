export const q = (page: number) =>
  fetch("https://api.attio.com/v2/objects/people/records/query", {
    method: "POST",
    body: JSON.stringify({ filter: { name: "Ada" }, limit: 50, offset: page * 50 }),
~                                                              ^^^^^^ offset-without-sorts, fix: sort by `created_at`, which changes the order that records come in
  });
