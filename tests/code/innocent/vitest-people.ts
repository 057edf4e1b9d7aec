import { describe, expect, it, vi } from "vitest";

describe("people", () => {
  it("passes the filter on", async () => {
    const run = vi.fn().mockResolvedValue({ filter: { nam: "x" } });
    await run({ object: "person", filter: { nam: "x" } });
    expect(run).toHaveBeenCalledWith({ object: "person", filter: { nam: "x" } });
  });
});
