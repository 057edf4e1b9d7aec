const url = `https://api.airtable.com/v0/${BASE}/Companies?filterByFormula=${encodeURIComponent('{name}="Acme"')}`;
export const page = await fetch(url, { headers: { Authorization: `Bearer ${KEY}` } });
export const list = await fetch(`https://api.airtable.com/v0/${BASE}/Companies/listRecords`, { method: "POST", body: JSON.stringify({ filterByFormula: "1", pageSize: 5 }) });
