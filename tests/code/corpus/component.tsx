import { useAttio } from "./attio";

export function Deals({ owner }: { owner: string }) {
  const deals = useAttio((attio) =>
    attio.records.query({ object: "deals", filter: { owner: { referenced_actor_type: "workspace-member", referenced_actor_id: owner }, stge: "Lead" } }),
~                                                                                                                             ^^^^^ in part: `owner` is a variable
~                                                                                                                                      ^^^^ unknown-attribute, with a fix
  );
  return <ul title="a's">{deals.map((deal) => <li key={deal.id}>{deal.name ?? "–"} 🎉</li>)}</ul>;
}
