/**
 * Somebody as counted, everywhere: a user_id with every address that it alone has; or an upstream id, folded, that is
 * the address of no user_id, or of several. A user_id and an upstream id of one text are two people.
 */
export type Person = { readonly id: string; readonly isUserId: boolean };
