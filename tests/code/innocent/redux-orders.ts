import { createSlice } from "@reduxjs/toolkit";

export const ordersSlice = createSlice({
  name: "orders",
  initialState: { filter: { status: null as string | null }, list: [] as string[] },
  reducers: { setFilter: (state, action) => { state.filter = { status: action.payload }; } },
});
