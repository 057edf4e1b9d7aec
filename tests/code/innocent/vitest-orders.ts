import { describe, expect, it, vi } from "vitest";

describe("orders", () => {
  it("passes the filter on", async () => {
    const run = vi.fn().mockResolvedValue({ filter: { nam: "x" } });
    await run({ object: "order", filter: { nam: "x" } });
    expect(run).toHaveBeenCalledWith({ object: "order", filter: { nam: "x" } });
  });
});
