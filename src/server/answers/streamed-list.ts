/** Items of a list in portions that fit into memory, and at the end what stands beside the list. */
export type Portions<Item, Rest> = AsyncGenerator<readonly Item[], Rest>;
