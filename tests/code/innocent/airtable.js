// attio export
base('people').select({ filterByFormula: "{Email} = 'x'", maxRecords: 3 });
