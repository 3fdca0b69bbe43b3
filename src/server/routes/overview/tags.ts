/** Where the published description lists the overview. */
export const tags = ['Overview'];
