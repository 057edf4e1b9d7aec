export const Card = ({ list }: { list: AttioList }) => <div style={{ filter: "blur(2px)" }} title={`attio: ${list.name}`} />;
