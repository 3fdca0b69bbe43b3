/** How high a row of a grid is, and its header (pixels): where one lies follows from how many are before it. */
export const rowHeight = 28;
