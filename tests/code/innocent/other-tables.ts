export const query = (db: string, table: string) => http.post(`/databases/${db}/tables/${table}/records/query`, { filter: { nam: "x" } });
