import { useQuery } from "@tanstack/react-query";

export const useCompanies = (filter: { name?: string }) =>
  useQuery({ queryKey: ["companies", { filter }], queryFn: () => fetch(`/api/companies?${new URLSearchParams(filter)}`).then((r) => r.json()) });
export const Badge = () => <span data-filter='{"name": "Acme"}'>{useCompanies({ name: "Acme" }).data?.total}</span>;
