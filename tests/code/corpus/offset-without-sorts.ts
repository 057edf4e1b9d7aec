export const q = (page: number) =>
  fetch("https://api.attio.com/v2/objects/people/records/query", {
    method: "POST",
    body: JSON.stringify({ filter: { name: "Ada" }, limit: 50, offset: page * 50 }),
~                                                              ^^^^^^ offset-without-sorts, with a fix
  });
