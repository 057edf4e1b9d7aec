console.log("POST /v2/objects/people/records/query", { status: 500 });
