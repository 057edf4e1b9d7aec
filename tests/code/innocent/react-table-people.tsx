import { useMemo, useState } from "react";

type Row = { job_title: string; created_at: string };
export function PeopleTable({ rows }: { rows: Row[] }) {
  const [filter, setFilter] = useState({ job_title: "", object: "people" });
  const shown = useMemo(() => rows.filter((row) => row.job_title.includes(filter.job_title)), [rows, filter]);
  return (
    <table style={{ filter: "none" }}>
      <caption onClick={() => setFilter({ ...filter, job_title: "chef" })}>{`People: ${shown.length}`}</caption>
      <tbody>{shown.map((row) => <tr key={row.job_title}><td>{row.created_at}</td></tr>)}</tbody>
    </table>
  );
}
