import { z } from 'zod';

/**
 * Ids that cannot stand in an address as they are: who reads it leaves `.` and `..` out, also when they are
 * percent-encoded, and at the place of an id stand questions about all of them. A sign before them says that an id is
 * meant; an id that begins with that sign itself has it percent-encoded, as ever.
 */
const reserved = ['', '.', '..', 'histogram', 'facets', 'export', 'exports'];

/** An id as a segment of a path, of pages and of the API alike. Half a surrogate pair, which nothing stored holds, is replaced. */
export const segmentOf = (id: string): string =>
  reserved.includes(id) ? `=${id}` : encodeURIComponent(id.replaceAll(/\p{Surrogate}/gu, '\ufffd'));

const isMarked = (segment: string): boolean => segment.startsWith('=') && reserved.includes(segment.slice(1));

/** The id that a segment of a path carries, as it stands in the address. @throws URIError when it cannot be decoded */
export const idOfSegment = (segment: string): string =>
  isMarked(segment) ? segment.slice(1) : decodeURIComponent(segment);

/**
 * The path of a request with every first sign of an id doubled unless it marks one, so that a router which decodes
 * before it looks keeps the two apart: `idParam` reads what it finds.
 */
export const markedPath = (path: string): string =>
  path.replaceAll(/(?<=\/)(?:=|%3D)[^/]*/gi, (segment) => (isMarked(segment) ? segment : `=${segment}`));

/** An id in the path of a request to the API. */
export const idParam = z
  .string()
  .transform((segment) => segment.replace(/^=/, ''))
  .meta({
    description:
      `Percent-encoded. Written with “=” before it where it is ${reserved.slice(1).join(', ')}, which would lead ` +
      'elsewhere.',
  });
