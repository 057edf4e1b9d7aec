const API = 'https://api.attio.com/v2';

async function companies(domain) {
  const res = await fetch(API + '/objects/companies/records/query', {
    method: 'POST',
    body: JSON.stringify({ filter: { domain: { $eq: domain } } }),
~                                    ^^^^^^ unknown-attribute, with a fix
~                                                   ^^^^^^ in part: `domain` is a variable
  });
  return (await res.json()).data;
}
