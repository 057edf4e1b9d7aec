export async function people() {
  const body = { filter: { nam: "Ada" } };
~                          ^^^ unknown-attribute, with a fix
  return fetch("https://api.attio.com/v2/objects/people/records/query", { method: "POST", body: JSON.stringify(body) });
}

export async function companies() {
  const body = { filter: { nme: "Acme" } };
~                          ^^^ unknown-attribute, with a fix
  return fetch("https://api.attio.com/v2/objects/companies/records/query", { method: "POST", body: JSON.stringify(body) });
}
