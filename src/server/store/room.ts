/** How full a table of hashes gets before it is made twice as large. */
export const fullness = 0.75;

/** Hashes fall into tables unevenly: some get so much more than others. */
const unevenness = 1.05;

const leastPlaces = 16;

/** So many places must each of so many tables have, a power of two, to take in so many hashes without growing. */
export const placesFor = (hashes: number, tables: number): number =>
  2 ** Math.ceil(Math.log2(Math.max(leastPlaces, ((hashes / tables) * unevenness) / fullness)));
