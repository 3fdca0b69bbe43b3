/** How an import ends, for the shell. */
export const exitStatus = { fine: 0, rejected: 1, failed: 2, stopped: 130 } as const;
