import { useQuery } from "@tanstack/react-query";

export const useOrders = (filter: { status?: string }) =>
  useQuery({ queryKey: ["orders", { filter }], queryFn: () => fetch(`/api/orders?${new URLSearchParams(filter)}`).then((r) => r.json()) });
export const Badge = () => <span data-filter='{"status": "open"}'>{useOrders({ status: "open" }).data?.total}</span>;
