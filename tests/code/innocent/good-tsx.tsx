const load = <T,>(x: T) => attio.records.query({ object: "people", filter: { name: { $contains: `${x}` } } });
export const A = () => <p onClick={() => load("x")}>attio</p>;
