export async function query(url: string, email: string) {
  // attioql: people
  await fetch(`https://api.attio.com/v2/objects/${process.env.OBJECT}/records/query`, {
    method: "POST",
    body: JSON.stringify({ filter: { email_address: email } }),
~                                    ^^^^^^^^^^^^^ unknown-attribute, with a fix
~                                                   ^^^^^ in part: `email` is a variable
  });
}
