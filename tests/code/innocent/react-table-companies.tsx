import { useMemo, useState } from "react";

type Row = { name: string; founded: string };
export function CompaniesTable({ rows }: { rows: Row[] }) {
  const [filter, setFilter] = useState({ name: "", object: "companies" });
  const shown = useMemo(() => rows.filter((row) => row.name.includes(filter.name)), [rows, filter]);
  return (
    <table style={{ filter: "none" }}>
      <caption onClick={() => setFilter({ ...filter, name: "Acme" })}>{`Companies: ${shown.length}`}</caption>
      <tbody>{shown.map((row) => <tr key={row.name}><td>{row.founded}</td></tr>)}</tbody>
    </table>
  );
}
