import { describe, expect, it, vi } from "vitest";

describe("companies", () => {
  it("passes the filter on", async () => {
    const run = vi.fn().mockResolvedValue({ filter: { nam: "x" } });
    await run({ object: "company", filter: { nam: "x" } });
    expect(run).toHaveBeenCalledWith({ object: "company", filter: { nam: "x" } });
  });
});
