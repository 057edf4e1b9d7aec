const DEALS = "https://api.attio.com/v2/objects/deals/records/query";

export const all = () => fetch(DEALS, { method: "POST", body: "{}" });
export const none = () => fetch(DEALS, { method: "POST", body: JSON.stringify({}) });
export const page = (more: object) => fetch(DEALS, { method: "POST", body: JSON.stringify({ ...more, limit: 5 }) });
export const quoted = () => fetch(DEALS, { method: "POST", body: '{"filter": {"stage": "Lead"}, "limit": 5}' });
export const lines = () => axios.post(DEALS, `{
  "filter": { "stage": "Lead" }
}`);
