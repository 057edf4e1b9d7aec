const { data } = useQuery(ATTIO_MIRROR, { variables: { object: 5, filter: { nam: { eq: "x" } } } });
