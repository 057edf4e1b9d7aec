export async function vips(base: URL) {
  return fetch(new URL("/v2/objects/people/records/query", base), {
    method: "POST",
    body: JSON.stringify({ filter: { name: { first_nam: "Ada" } } }),
~                                            ^^^^^^^^^ unknown-property, with a fix
  });
}
// Attio
