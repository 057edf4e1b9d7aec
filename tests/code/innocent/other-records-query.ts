export const query = (base: string, body: unknown) => fetch(`${base}/records/query?x=1`, { method: "POST", body: JSON.stringify({ filter: { nam: 1 } }) });
