import { http, HttpResponse } from "msw";

export const handlers = [
  http.get("https://crm.example.com/companies", () => HttpResponse.json({ data: [{ filter: { nam: 1 } }] })),
  http.post("https://crm.example.com/search", async ({ request }) => HttpResponse.json(await request.json())),
];
