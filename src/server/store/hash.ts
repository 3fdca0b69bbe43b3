import xxhash from 'xxhash-wasm';

const xx = await xxhash();

/** A 64-bit hash of a text: fast and stable over versions, so that hashes can be stored. */
export const hash64 = (text: string): bigint => xx.h64(text);
