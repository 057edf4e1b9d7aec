import { attio } from "./client";

const ACTIVE = {
  $and: [{ stage: "Lead" }, { stage: "Lead" }],
~                             ^^^^^ duplicate-condition, with a fix
} as const;

export const active = () => attio.records.query({ object: "deals", filter: ACTIVE });
