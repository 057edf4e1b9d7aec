const url = `https://api.airtable.com/v0/${BASE}/People?filterByFormula=${encodeURIComponent('{job_title}="chef"')}`;
export const page = await fetch(url, { headers: { Authorization: `Bearer ${KEY}` } });
export const list = await fetch(`https://api.airtable.com/v0/${BASE}/People/listRecords`, { method: "POST", body: JSON.stringify({ filterByFormula: "1", pageSize: 5 }) });
