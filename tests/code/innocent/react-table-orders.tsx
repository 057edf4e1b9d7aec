import { useMemo, useState } from "react";

type Row = { status: string; placed_at: string };
export function OrdersTable({ rows }: { rows: Row[] }) {
  const [filter, setFilter] = useState({ status: "", object: "orders" });
  const shown = useMemo(() => rows.filter((row) => row.status.includes(filter.status)), [rows, filter]);
  return (
    <table style={{ filter: "none" }}>
      <caption onClick={() => setFilter({ ...filter, status: "open" })}>{`Orders: ${shown.length}`}</caption>
      <tbody>{shown.map((row) => <tr key={row.status}><td>{row.placed_at}</td></tr>)}</tbody>
    </table>
  );
}
