import { expect, test } from 'vitest';
import { idOfSegment, idParam, markedPath, segmentOf } from './id-segment.ts';

// that every id is read as it was written, through the parser of addresses: `web/audit/looks/paths.test.ts`,
// `server/http/well-formed-url.test.ts`, and on the real server `server/routes/any-id.test.ts`

test.each([
  ['ana@example.org', 'ana%40example.org'],
  ['..', '=..'],
  ['.', '=.'],
  ['...', '...'],
  ['=..', '%3D..'],
  ['histogram', '=histogram'],
  ['', '='],
  ['\ud800a', '%EF%BF%BDa'],
])('the id %s is written %s', (id, segment) => {
  expect(segmentOf(id)).toBe(segment);
});

test.each([
  ['ana%40example.org', 'ana@example.org'],
  ['%3D..', '=..'],
  ['=abc', '=abc'],
  ['a=b', 'a=b'],
  ['~x', '~x'],
])('of an older link the id is what it was: %s', (segment, id) => {
  expect(idOfSegment(segment)).toBe(id);
  expect(idParam.parse(decodeURIComponent(markedPath(`/${segment}`).slice(1)))).toBe(id);
});
