await fetch("https://api.attio.com/v2/objects/people/records", { method: "POST", body: JSON.stringify({ data: { values: { nam: "x" } } }) });
