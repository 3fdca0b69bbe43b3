import { describe, expect, test } from 'vitest';
import { describeAttemptCounts } from './conformance/attempt-counts.ts';
import { describeAttempts } from './conformance/attempts.ts';
import { unasked } from './conformance/coverage.ts';
import { describeCounts } from './conformance/counts.ts';
import { describeDirectory } from './conformance/directory.ts';
import { describeEmptyTexts } from './conformance/empty-texts.ts';
import { describeFindings } from './conformance/findings.ts';
import { type OpenStore, withStore } from './conformance/harness.ts';
import { describeKeptFindings } from './conformance/kept-findings.ts';
import { describeKnownUsers } from './conformance/known-users.ts';
import { describeLifecycle } from './conformance/lifecycle.ts';
import { describeNames } from './conformance/names.ts';
import { describeNetworks } from './conformance/networks.ts';
import { describeOverview } from './conformance/overview.ts';
import { describeRandom } from './conformance/random.ts';
import { describeRetention } from './conformance/retention.ts';
import { describeSources } from './conformance/sources.ts';
import { describeValues } from './conformance/values.ts';
import { describeTables } from './conformance/tables.ts';

/** What every storage engine must do: call it from the engine's own test, on the real engine. */
export const describeStore = (name: string, open: OpenStore): void => {
  describe(`${name}: cases`, () => {
    describeTables(open);
    describeCounts(open);
    describeEmptyTexts(open);
    describeValues(open);
    describeNetworks(open);
    describeNames(open);
    describeDirectory(open);
  });
  describe(`${name}: questions abandoned, versions, closing`, () => {
    describeLifecycle(open);
  });
  describe(`${name}: what is read from sources`, () => {
    describeSources(open);
  });
  describe(`${name}: attempts`, () => {
    describeAttempts(open);
    describeAttemptCounts(open);
  });
  describe(`${name}: retention`, () => {
    describeRetention(open);
  });
  describe(`${name}: overview`, () => {
    describeOverview(open);
  });
  describe(`${name}: findings`, () => {
    describeFindings(open);
    describeKeptFindings(open);
  });
  describe(`${name}: random histories`, () => {
    describeRandom(open);
    describeKnownUsers(open);
  });
  test(`${name}: no question of the port was left out`, async () =>
    withStore(open, async ({ store }) => {
      expect(unasked(store)).toEqual([]);
    }));
};
