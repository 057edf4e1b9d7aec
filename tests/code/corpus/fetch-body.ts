const ATTIO_KEY = process.env.ATTIO_KEY;

export async function findByEmail(email: string) {
  const response = await fetch("https://api.attio.com/v2/objects/people/records/query", {
    method: "POST",
    headers: { Authorization: `Bearer ${ATTIO_KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify({ filter: { email: { $eq: email } }, limit: 1 }),
~                                    ^^^^^ unknown-attribute, with a fix
~                                                  ^^^^^ in part: `email` is a variable
  });
  return response.json();
}
