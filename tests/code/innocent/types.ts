export interface AttioQuery { object: string; filter?: { nam: string }; list?: string }
export type Query = (query: { object: "people"; filter: { nam: string } }) => Promise<void>;
