export async function tool(attio: Client) {
  return attio.call("POST", "/v2/objects/people/records/query", {
    filter: { twitter: { $starts_with: "@" }, "name.first_name": "Ada" },
~                                             ^^^^^^^^^^^^^^^^^ dotted-key, with a fix
  });
}
