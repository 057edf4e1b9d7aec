const attioIds = await db.collection('attio').find({ filter: { nam: { $regex: 'x' } } }).toArray();
