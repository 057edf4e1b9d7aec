expect(fetchMock).toHaveBeenCalledWith("https://api.attio.com/v2/objects/people/records/query", expect.objectContaining({ method: "POST" }));
