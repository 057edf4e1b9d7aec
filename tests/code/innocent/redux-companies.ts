import { createSlice } from "@reduxjs/toolkit";

export const companiesSlice = createSlice({
  name: "companies",
  initialState: { filter: { name: null as string | null }, list: [] as string[] },
  reducers: { setFilter: (state, action) => { state.filter = { name: action.payload }; } },
});
