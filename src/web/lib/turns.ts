const distance = 0xe02a - 0x202a;

const moved = (character: string, by: number): string => String.fromCharCode(character.charCodeAt(0) + by);

/**
 * A text in which nothing turns the direction of writing. Characters that do would make a value, and the words around
 * it, read as something else (“evil” as “live”). Each gets a stand-in that no font knows: it shows as a box.
 */
export const withoutTurns = (text: string): string =>
  text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, (turn) => moved(turn, distance));

/** The text as it was: for whatever leaves the screen. */
export const withTurns = (text: string): string =>
  text.replaceAll(/[\ue02a-\ue02e\ue066-\ue069]/g, (standIn) => moved(standIn, -distance));

/** The same in an address, whose bytes are percent-encoded. */
export const addressWithTurns = (address: string): string =>
  address.replaceAll(/%EE(?=%80%A[A-E]|%81%A[6-9])/gi, '%E2');
