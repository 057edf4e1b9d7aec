export interface QueryRequest { object: "orders"; filter?: Filter; sorts?: Sort[]; limit?: number }
export type Filter = { [slug: string]: { $eq?: string; $contains?: string } } | { $and: Filter[] };
declare function query(request: QueryRequest): Promise<unknown>;
export declare const filter: Filter;
