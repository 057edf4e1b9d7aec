import { useQuery } from "@tanstack/react-query";

export const usePeople = (filter: { job_title?: string }) =>
  useQuery({ queryKey: ["people", { filter }], queryFn: () => fetch(`/api/people?${new URLSearchParams(filter)}`).then((r) => r.json()) });
export const Badge = () => <span data-filter='{"job_title": "chef"}'>{usePeople({ job_title: "chef" }).data?.total}</span>;
