// The page in Chromium: `node --test page.test.mjs` with PAGE (the built page) and MODULES (the npm packages) in the environment.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";

import { serve } from "./server.mjs";

const { PAGE, MODULES, PICTURES, CHROMIUM = "/usr/bin/chromium" } = process.env;
const { chromium } = await import(pathToFileURL(join(MODULES, "playwright-core", "index.mjs")));
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
const PATIENCE = 30_000;

let browser, server, address, context, page, outside, faults;

before(async () => {
  ({ server, address } = await serve(PAGE));
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
});

after(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: "Europe/Berlin", colorScheme: "light" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
  context.setDefaultTimeout(PATIENCE);
  outside = [];
  faults = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
  });
  page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
});

afterEach(async () => {
  await context.close();
  assert.deepEqual(outside, [], "requests to other hosts");
  assert.deepEqual(faults, [], "exceptions of the page");
});

/** Print a figure of the page for whoever reads the report of the tests; no test depends on the speed of a machine. */
const report = (context, said) => context.diagnostic(said);

async function open(link = "") {
  await page.goto(address + link);
  await page.waitForFunction(() => performance.getEntriesByName("attioql-shown").length > 0);
}

async function write(side, text) {
  await page.locator(`#${side} .cm-content`).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

const textOf = (side) => page.locator(`#${side} .cm-content`).evaluate((each) => each.cmTile.view.state.doc.toString());
const shows = (id, text) => page.waitForFunction(([where, what]) => document.getElementById(where).innerText.includes(what), [id, text]);
const holds = (side, text) =>
  page.waitForFunction(
    ([where, what]) => document.querySelector(`#${where} .cm-content`).cmTile.view.state.doc.toString().includes(what),
    [side, text],
  );
const openTab = (name) => page.getByRole("tab", { name }).click();

test("query text becomes filter JSON, and is explained in words, rows, an example and code", async () => {
  await open();
  await write("query", 'name contains "Ltd" and job_title = "chef"');
  await holds("json", '"chef"');
  assert.deepEqual(JSON.parse(await textOf("json")), {
    $and: [{ job_title: { $eq: "chef" } }, { name: { full_name: { $contains: "Ltd" } } }],
  });
  await shows("words", "Job title is \"chef\"");
  await openTab("Rows");
  await page.locator("#panel-rows tr").nth(1).waitFor();
  assert.equal(await page.locator("#panel-rows tr").count(), 2);
  await openTab("Example");
  await shows("example", "chef");
  const example = JSON.parse(await page.locator("#example").innerText());
  assert.equal(example.record.values.job_title[0].value, "chef");
  await openTab("Code");
  for (const language of ["Python", "TypeScript", "curl"]) {
    await page.getByRole("button", { name: `Copy as ${language}` }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /chef/);
    assert.match(copied, language === "Python" ? /attioql\.compile_query/ : /objects\/people\/records\/query/);
  }
});

test("code to copy and the example have the colours of the editors", async () => {
  await open();
  await write("query", 'job_title = "chef"');
  await shows("words", "chef");
  const colourOf = (place, text) =>
    page.locator(`${place} span`, { hasText: text }).first().evaluate((each) => getComputedStyle(each).color);
  const string = await colourOf("#json", '"chef"');
  const key = await colourOf("#json", '"job_title"');
  assert.notEqual(string, key);
  await openTab("Example");
  await shows("example", "chef");
  assert.equal(await colourOf("#example", '"chef"'), string);
  assert.equal(await colourOf("#example", '"job_title"'), key);
  await openTab("Code");
  await page.getByRole("button", { name: "Copy as Python" }).waitFor();
  const [python, typescript] = ["#panel-code section:nth-of-type(1)", "#panel-code section:nth-of-type(2)"];
  assert.equal(await colourOf(python, "'people'"), string);
  assert.equal(await colourOf(typescript, '"chef"'), string);
  assert.equal(await colourOf(python, "import"), await colourOf(typescript, "const"));
});

test("filter JSON becomes query text", async () => {
  await open();
  await write("json", '{"job_title": {"value": {"$starts_with": "chef"}}}');
  await holds("query", 'job_title starts with "chef"');
});

test("a whole query becomes a request body, and a request body a query", async () => {
  await open("#target=deals&query=value+%3E+5+order+by+value+desc+limit+50");
  await holds("json", '"limit": 50');
  const body = JSON.parse(await textOf("json"));
  assert.deepEqual(body, { filter: { value: { $gt: 5 } }, sorts: [{ attribute: "value", direction: "desc" }], limit: 50 });
  await shows("words", "At most 50.");
  await openTab("Code");
  for (const language of ["Python", "TypeScript", "curl"]) {
    await page.getByRole("button", { name: `Copy as ${language}` }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, language === "Python" ? /order by value desc limit 50/ : /"direction": ?"desc"/);
  }
  await write("json", JSON.stringify({ ...body, offset: 100 }));
  await holds("query", "offset 100");
});

test("a parameter has a field, whose value is used everywhere but in the link", async () => {
  await open("#target=deals&query=value+%3E+%3Aleast+and+stage+in+%3Astages");
  await shows("problems", "write its value into the field :least");
  assert.equal(await page.locator("#summary").innerText(), "2 errors.");
  assert.equal(await page.locator("#parameters input").count(), 2);
  await page.getByRole("textbox", { name: ":least a number" }).fill("500");
  await page.getByRole("textbox", { name: ":stages" }).fill("Lead, In Progress");
  await holds("json", '"$gt": 500');
  await shows("summary", "The filter is correct.");
  await shows("words", "Lead");
  await openTab("Code");
  await page.getByRole("button", { name: "Copy as Python" }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /params=\{'least': 500/);
  await page.getByRole("button", { name: "Copy a link" }).click();
  await shows("settings-said", "link");
  assert.doesNotMatch(await page.evaluate(() => location.hash), /500|Progress/);
  await write("query", "value > :least");
  await holds("json", '"$gt": 500');
  assert.equal(await page.locator("#parameters input").count(), 1);
  await write("query", "value > 5");
  await holds("json", '"$gt": 5');
  assert.equal(await page.locator("#parameters").isVisible(), false);
});

test("a field of a parameter keeps its focus while its filter is read", async () => {
  await open("#target=deals&query=name+%3D+%3Aa");
  await page.getByRole("textbox", { name: ":a" }).click();
  await page.keyboard.type("Ltd", { delay: 60 });
  await holds("json", '"Ltd"');
  assert.equal(await page.evaluate(() => document.activeElement.value), "Ltd");
});

test("a diagnostic is underlined, and a click applies its fix", async () => {
  await open();
  await write("query", 'nme contains "Ltd"');
  await shows("problems", "did you mean name");
  assert.equal(await page.locator("#query .cm-lintRange-error").innerText(), "nme");
  await page.getByRole("button", { name: "Fix: write name" }).click();
  await holds("query", 'name contains "Ltd"');
  await shows("summary", "The filter is correct.");
  await page.locator("#query .cm-content").click();
  await page.keyboard.press("Control+z");
  await holds("query", "nme");
});

test("one button applies all fixes that keep the meaning", async () => {
  await open();
  await write("query", "job_title = a and name = b");
  await page.getByRole("button", { name: "Apply the safe fixes" }).click();
  await holds("query", 'job_title = "a" and name = "b"');
  await shows("summary", "The filter is correct.");
});

test("the fixes of filter JSON are applied to its text", async () => {
  await open();
  await write("json", '{"job_title": {"value": {"$equals": "chef"}}}');
  await page.locator("#problems .fix").first().click();
  await holds("json", "$eq\"");
  await shows("summary", "The filter is correct.");
});

test("findings of the linter are shown after errors are gone", async () => {
  await open();
  await write("query", 'created_at > 2024-05-01T00:00:00Z and created_at < 2023-05-01T00:00:00Z');
  await shows("problems", "warning");
  await openTab("Example");
  await shows("example-said", "No record can match");
});

test("completion offers what the target has, and hover says what it is", async () => {
  await open();
  await write("query", "");
  await page.keyboard.type("job_t");
  await page.locator(".cm-tooltip-autocomplete li").first().waitFor();
  assert.match(await page.locator(".cm-tooltip-autocomplete").innerText(), /job_title/);
  await page.waitForTimeout(100); // the list takes no key at first, so that nobody accepts by accident
  await page.keyboard.press("Enter");
  await holds("query", "job_title");
  await page.keyboard.insertText(' = "chef"');
  await shows("summary", "The filter is correct.");
  await page.locator("#query .cm-line span", { hasText: "job_title" }).last().hover();
  await page.locator(".cm-tooltip-hover .markdown").waitFor();
  assert.match(await page.locator(".cm-tooltip-hover").innerText(), /Job title/);
});

test("text beyond the Basic Multilingual Plane does not shift diagnostics and completion", async () => {
  await open();
  await write("query", 'name = "😀😀" and nme = "x"');
  await shows("problems", "did you mean name");
  assert.equal(await page.locator("#query .cm-lintRange-error").innerText(), "nme");
});

test("a day starts in the zone of the browser, or in one that is chosen", async () => {
  await open();
  assert.equal(await page.locator("#zone").inputValue(), "Europe/Berlin");
  await write("query", "created_at >= 2024-07-01");
  await holds("json", "2024-06-30T22:00:00");
  await page.locator("#zone").selectOption("UTC");
  await holds("json", "2024-07-01T00:00:00");
});

test("a record of one's own is tested, with the records that it refers to", async () => {
  await open();
  await write("query", 'company.name = "Acme" and job_title = "chef"');
  await shows("words", "Acme");
  await openTab("Your record");
  await page.getByRole("button", { name: "Start with the example" }).click();
  await shows("verdict", "The record matches.");
  await write("record", '{"values": {"job_title": [], "company": []}}');
  await shows("verdict", "related");
  await write("record", '{"record": {"values": {"job_title": [], "company": []}}, "related": {}}');
  await shows("verdict", "The record does not match.");
  await write("record", "3 4");
  await shows("verdict", "Extra data");
});

const WORKSPACE = {
  objects: {
    ships: {
      singular: "Ship",
      plural: "Ships",
      attributes: {
        record_id: { title: "Record ID", type: "text" },
        created_at: { title: "Created at", type: "timestamp" },
        created_by: { title: "Created by", type: "actor-reference" },
        secret_mast: { title: "Mast", type: "number" },
      },
    },
  },
  lists: {},
};

function file(value, name = "mine.json") {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { name, mimeType: "application/json", buffer: Buffer.from(text) };
}

test("a workspace file gives its targets, and stays out of the link and of every request", async () => {
  await open();
  const sent = [];
  context.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
  await page.locator("#workspace").setInputFiles(file(WORKSPACE));
  await shows("settings-said", "mine.json is used");
  await page.locator("#target").selectOption("ships");
  await write("query", "secret_mast > 30");
  await holds("json", '"$gt": 30');
  await page.getByRole("button", { name: "Copy a link" }).click();
  await shows("settings-said", "link");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(new URLSearchParams(new URL(link).hash.slice(1)).get("query"), "secret_mast > 30");
  assert.doesNotMatch(link, /Mast|Ships|record_id/);
  assert.deepEqual(sent, []);
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage) + document.cookie), "{}");
  await page.getByRole("button", { name: "Use the standard objects" }).click();
  await shows("settings-said", "standard objects");
  assert.equal(await page.locator("#target option", { hasText: "ships" }).count(), 0);
});

test("a workspace file with a fault gives its message, and changes nothing", async () => {
  await open();
  await page.locator("#workspace").setInputFiles(file({ objects: { ships: { attributes: { mast: { type: 3 } } } } }));
  await shows("workspace-error", "mine.json");
  assert.match(await page.locator("#workspace-error").innerText(), /invalid-workspace/);
  await page.locator("#workspace").setInputFiles(file(`${"[".repeat(100_000)}${"]".repeat(100_000)}`));
  await shows("workspace-error", "nest");
  await write("query", 'job_title = "chef"');
  await holds("json", '"$eq": "chef"');
});

test("a link opens the filter that it was made of", async () => {
  await open("#target=companies&json=%7B%22domains%22%3A%7B%22domain%22%3A%7B%22%24eq%22%3A%22acme.com%22%7D%7D%7D");
  await holds("query", 'domains = "acme.com"');
  assert.equal(await page.locator("#target").inputValue(), "companies");
});

test("JSON nested 100,000 deep is an error, and the page goes on", async () => {
  await open();
  for (const [opening, closing] of [['{"a":', "}"], ["[", "]"]]) {
    await write("json", opening.repeat(100_000) + 1 + closing.repeat(100_000));
    await shows("problems", "nesting-too-deep");
    await write("json", '{"job_title": {"value": {"$eq": "chef"}}}');
    await shows("summary", "The filter is correct.");
  }
});

test("query text in 100,000 parentheses is read", async () => {
  await open();
  await write("query", `${"(".repeat(100_000)}name = "x"${")".repeat(100_000)}`);
  await holds("json", '"$eq": "x"');
  await shows("summary", "The filter is correct.");
});

test("a fatal error of the interpreter starts another one, which knows the workspace file", async () => {
  await open();
  await page.locator("#workspace").setInputFiles(file(WORKSPACE));
  await page.locator("#target").selectOption("ships");
  const [worker] = page.workers();
  await worker.evaluate(() => setTimeout(() => { throw new RangeError("Maximum call stack size exceeded"); }));
  await page.waitForFunction(() => performance.getEntriesByName("attioql-ready").length > 1);
  await page.waitForFunction(() => document.getElementById("loading").hidden);
  await write("query", "secret_mast > 30");
  await holds("json", '"$gt": 30');
  assert.equal(await page.locator("#target").inputValue(), "ships");
  assert.equal(await page.locator("#notice").isVisible(), false);
  faults.length = 0; // the exception above
});

test("every control has a name, and the keyboard reaches all of them", async () => {
  await open();
  const unnamed = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input, [role=tab], [contenteditable=true]")]
      .filter((each) => !(each.textContent.trim() || each.getAttribute("aria-label") || each.labels?.length))
      .map((each) => each.outerHTML),
  );
  assert.deepEqual(unnamed, []);
  await shows("words", "acme.com");
  await page.getByRole("tab", { name: "In words" }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#panel-rows").isVisible(), true);
  await page.keyboard.press("End");
  assert.equal(await page.locator("#panel-code").isVisible(), true);
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#panel-words").isVisible(), true);
  assert.equal(await page.getByRole("textbox", { name: "Query text" }).count(), 1);
  assert.equal(await page.getByRole("textbox", { name: "Filter JSON" }).count(), 1);
  assert.notEqual(await page.locator("#summary[role=status]").innerText(), "");
  await page.evaluate(() => document.activeElement.blur());
  const reached = new Set();
  for (let count = 0; count < 40; count++) {
    await page.keyboard.press("Escape"); // an editor takes Tab for itself until Escape
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("aria-label")));
  }
  for (const each of ["theme", "target", "zone", "workspace", "share", "Query text", "Filter JSON", "tab-words"]) {
    assert.ok(reached.has(each), `${each} of ${[...reached].join(", ")}`);
  }
});

/** Return the texts whose contrast with their background is below 4.5. */
const faint = () =>
  page.evaluate(() => {
    const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [red, green, blue] = numbers(colour).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element) => {
      for (let each = element; each !== null; each = each.parentElement) {
        const colour = getComputedStyle(each).backgroundColor;
        if ((numbers(colour)[3] ?? 1) > 0.5) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    const found = [];
    for (const each of document.querySelectorAll("body *")) {
      const isText = [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "");
      if (!isText || each.offsetParent === null || each.closest(".stale, noscript, .skip, .visually-hidden")) continue;
      const [one, two] = [light(getComputedStyle(each).color), light(behind(each))];
      const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
      if (contrast < 4.5) found.push(`${each.textContent.slice(0, 30)}: ${contrast.toFixed(1)}`);
    }
    return found;
  });

async function picture(name) {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

for (const theme of ["light", "dark"]) {
  test(`text is readable in the ${theme} theme, and the page fits a phone`, async () => {
    await page.emulateMedia({ colorScheme: theme });
    await open();
    await shows("words", "acme.com");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
    assert.deepEqual(await faint(), []);
    await picture(`${theme}-wide`);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of ["Rows", "Example", "Your record", "Code", "In words"]) {
      await openTab(name);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, name);
      assert.deepEqual(await faint(), [], name);
      if (name === "Code") await picture(`${theme}-phone-code`);
    }
    await picture(`${theme}-phone`);
    await write("query", 'nme contains "Ltd" and job_title = 3');
    await shows("problems", "did you mean name");
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    assert.deepEqual(await faint(), []);
    await picture(`${theme}-phone-errors`);
  });
}

test("the button changes the theme, and the page remembers it", async () => {
  await open();
  await page.getByRole("button", { name: "Dark theme" }).click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

test("a bar shows how far loading is", async () => {
  await page.goto(address);
  assert.equal(await page.getByRole("progressbar").count(), 1);
  await page.waitForFunction(() => document.getElementById("loading").hidden);
});

test("from key to result", async (context) => {
  await open();
  const condition = (number) => `job_title != "chef ${number}"`;
  const ready = await page.evaluate(() => performance.getEntriesByName("attioql-ready")[0].startTime);
  report(context, `ready after ${Math.round(ready)} ms`);
  await write("query", `${Array.from({ length: 20 }, (_, number) => condition(number)).join("\nand ")} and name = "x"`);
  await shows("words", "chef 19");
  await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => {
    window.times = [];
    let pressed = 0;
    addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true });
    new PerformanceObserver((list) => {
      for (const mark of list.getEntriesByName("attioql-shown")) window.times.push(mark.startTime - pressed);
    }).observe({ type: "mark" });
  });
  for (let count = 0; count < 60; count++) await page.keyboard.press("a", { delay: 40 });
  await holds("json", `x${"a".repeat(60)}`);
  const times = await page.evaluate(() => window.times);
  times.sort((one, two) => one - two);
  const share = (part) => times[Math.floor(part * (times.length - 1))].toFixed(1);
  report(context, `from key to result at 21 conditions: median ${share(0.5)} ms, p95 ${share(0.95)} ms`);
});
