export const x = 1; // attio
