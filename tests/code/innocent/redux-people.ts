import { createSlice } from "@reduxjs/toolkit";

export const peopleSlice = createSlice({
  name: "people",
  initialState: { filter: { job_title: null as string | null }, list: [] as string[] },
  reducers: { setFilter: (state, action) => { state.filter = { job_title: action.payload }; } },
});
