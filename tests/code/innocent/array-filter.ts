import { attio } from "./attio";
export const active = (await attio.listObjects()).filter((object) => object.nam === "people");
