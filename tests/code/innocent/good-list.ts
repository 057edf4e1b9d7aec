await attio.entries.query({ list: "renewals", filter: { status: "Due", due_on: { $lt: today } }, limit: 500 });
